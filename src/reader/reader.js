/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reader's scripts. They run in a world of their own: a page can neither see nor call them, and they call nothing
 * that a page could have replaced, because a page's scripts never run. */

const blockSelector = 'p,h1,h2,h3,h4,h5,h6,li,dt,dd,pre,blockquote,figure,figcaption,tr,hr,img,div,section';
const anchorCount = 8;
const anchorText = 200;
const pageOverlap = 48;
const restMilliseconds = 250;

let restoredTo = null;

function leafBlocks() {
    const all = document.querySelectorAll(blockSelector);
    const leaves = [];

    for (let i = 0; i < all.length; i++) {
        if (i + 1 === all.length || !all[i].contains(all[i + 1]))
            leaves.push(all[i]);
    }
    return leaves;
}

function textOf(block) {
    return (block.getAttribute('src') ?? block.textContent).trim().slice(0, anchorText);
}

/* The letters and digits of a text, by which the source of an article is compared with its page. */
function lettersOf(text) {
    return text.replace(/[^\p{L}\p{N}]+/gu, '');
}

/* A stored position may come from another version, or be forged. */
function parse(text) {
    try {
        const position = JSON.parse(text);
        if (Array.isArray(position.anchors) && Number.isFinite(position.y))
            return position;
    } catch {
        return null;
    }
    return null;
}

/* Whether the page was scrolled by someone other than us. A page that became shorter, or whose view became higher, is
 * moved by its end. */
function isMoved() {
    const end = document.documentElement.scrollHeight - window.innerHeight;

    if (restoredTo === null)
        return true;
    return Math.abs(window.scrollY - restoredTo) > 2 && (window.scrollY > restoredTo || window.scrollY < end - 2);
}

/* The headings of the article, as page-outline.c counts them. */
function headings() {
    return [...document.querySelectorAll('main :is(h1,h2,h3,h4,h5,h6)')];
}

let headingShown = null;

globalThis.broadsheet = {
    /* The number of the heading that is being read: the last one above the text, or the first one in view, or -1. */
    heading() {
        if (headingShown !== null && Math.abs(headingShown.y - window.scrollY) < 2)
            return headingShown.number;

        const tops = headings().map(heading => heading.getBoundingClientRect());
        const end = document.documentElement.scrollHeight - window.innerHeight;
        const isAtEnd = end > 0 && window.scrollY >= end - 2;
        const line = isAtEnd ? window.innerHeight : window.innerHeight / 4;
        const last = tops.findLastIndex(rect => rect.height > 0 && rect.top < line);
        return last >= 0 ? last : tops.findIndex(rect => rect.height > 0 && rect.top < window.innerHeight);
    },

    showHeading(number) {
        const heading = headings()[number];

        for (let outer = heading?.closest('details'); outer; outer = outer.parentElement.closest('details'))
            outer.open = true;
        heading?.scrollIntoView({ behavior: 'instant' });
        headingShown = { number, y: window.scrollY };
    },

    /* The position is given by the text at the top of the view, because a rewritten page rarely keeps its length. */
    position() {
        if (window.scrollY < 1)
            return '';

        const blocks = leafBlocks();
        const anchors = [];
        for (let i = 0; i < blocks.length && anchors.length < anchorCount; i++) {
            const rect = blocks[i].getBoundingClientRect();
            if (rect.height > 0 && rect.bottom > 0)
                anchors.push({ index: i, text: textOf(blocks[i]), top: rect.top });
        }
        return JSON.stringify({ anchors, y: window.scrollY });
    },

    /* How much of the page is above the view, from 0 to 1. */
    fraction() {
        const room = document.documentElement.scrollHeight - window.innerHeight;

        return room > 0 ? Math.min(Math.max(window.scrollY / room, 0), 1) : 0;
    },

    restore(text) {
        if (text === null)
            return;
        const position = parse(text);
        if (position === null)
            return;
        /* Once the reader has scrolled, the page is not moved any more. */
        if (restoredTo !== null && isMoved())
            return;
        /* Pictures load when they are near, and move the text below them. */
        if (restoredTo === null) {
            document.addEventListener('load', () => globalThis.broadsheet.restore(text), true);
            /* A bar that appears above the page makes the view smaller, which matters most at the end of the page. */
            window.addEventListener('resize', () => globalThis.broadsheet.restore(text));
        }

        const blocks = leafBlocks();
        const found = new Map();
        const wanted = new Set(position.anchors.map(anchor => anchor.text));
        for (let i = 0; i < blocks.length; i++) {
            const text = textOf(blocks[i]);
            if (!wanted.has(text))
                continue;
            if (!found.has(text))
                found.set(text, []);
            found.get(text).push(i);
        }

        let top = position.y;
        for (const anchor of position.anchors) {
            const places = anchor.text !== '' ? found.get(anchor.text) : undefined;
            if (places === undefined)
                continue;
            const distance = place => Math.abs(place - anchor.index);
            const nearest = places.reduce((a, b) => distance(b) < distance(a) ? b : a);
            top = window.scrollY + blocks[nearest].getBoundingClientRect().top - anchor.top;
            break;
        }
        window.scrollTo({ top, behavior: 'instant' });
        restoredTo = window.scrollY;
        if (typeof position.words === 'string')
            globalThis.broadsheet.follow(position.words);
    },

    /* The position, and letters to follow in the page that replaces this one. */
    positionWith(words) {
        const position = parse(globalThis.broadsheet.position()) ?? { anchors: [], y: window.scrollY };

        return JSON.stringify(words === '' ? position : { ...position, words });
    },

    /* Scrolls to the text that contains some letters, unless it is in view. */
    follow(words) {
        const block = leafBlocks().find(block => lettersOf(block.textContent).includes(words));

        if (block === undefined)
            return;
        const rect = block.getBoundingClientRect();
        if (rect.bottom < 0 || rect.top > window.innerHeight - pageOverlap) {
            block.scrollIntoView({ block: 'center', behavior: 'instant' });
            restoredTo = window.scrollY;
        }
    },

    /* The texts at the top of the view, after the fraction above it; none at the top of the page. */
    place() {
        const anchors = parse(globalThis.broadsheet.position())?.anchors ?? [];

        return [globalThis.broadsheet.fraction(), ...anchors.map(anchor => anchor.text)];
    },

    /* Applies the reader's preferences. The page's own style has a variable for each. */
    configure({ style, contrast, family, width, leading }) {
        const root = document.documentElement;

        root.dataset.bsStyle = style;
        root.dataset.bsContrast = contrast;
        for (const [name, value] of Object.entries({ '--family': family, '--width': width, '--leading-factor': leading })) {
            if (value === '')
                root.style.removeProperty(name);
            else
                root.style.setProperty(name, value);
        }
    },

    tell(message) {
        window.webkit.messageHandlers.broadsheet.postMessage(message);
    },

    /* Whether there was anything left to scroll. */
    page(direction) {
        const before = window.scrollY;
        const step = Math.max(window.innerHeight - pageOverlap, window.innerHeight / 2);

        window.scrollBy({ top: direction * step, behavior: 'instant' });
        return Math.abs(window.scrollY - before) >= 1;
    },

    /* The target of a link within the page, or the top. */
    show(name, sanitised) {
        if (name === '')
            window.scrollTo({ top: 0, behavior: 'instant' });
        else
            (document.getElementById(sanitised) ?? document.getElementById(name))?.scrollIntoView({ behavior: 'instant' });
    },

    /* Resolves when a frame with the page has been sent: a second one is not begun before the first is. An invisible
     * page has no frames to wait for. */
    painted(bound) {
        return new Promise(resolve => {
            requestAnimationFrame(() => requestAnimationFrame(resolve));
            setTimeout(resolve, bound);
        });
    },
};

let scrollTimer = null;

/* Reports the position once scrolling has stopped, unless we scrolled ourselves. */
document.addEventListener('scroll', () => {
    clearTimeout(scrollTimer);
    scrollTimer = setTimeout(() => {
        if (isMoved())
            broadsheet.tell({ kind: 'scrolled', position: broadsheet.position(), fraction: broadsheet.fraction() });
    }, restMilliseconds);
}, { passive: true });
