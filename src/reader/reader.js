/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the reader asks of a page. It runs in a world of its own: a page can neither see nor call it, and nothing
 * here calls anything that a page could have replaced, because a page's scripts never run. */

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

/* What was kept for long may have been told by another version, or written by someone else. */
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

/* Whether the page stands elsewhere than where we have put it. One that has become shorter, or its view higher, is
 * pushed back by its end, and by nobody. */
function isMoved() {
    const end = document.documentElement.scrollHeight - window.innerHeight;

    if (restoredTo === null)
        return true;
    return Math.abs(window.scrollY - restoredTo) > 2 && (window.scrollY > restoredTo || window.scrollY < end - 2);
}

globalThis.broadsheet = {
    /* Where the reader is, told by the text at the top of the view: a rewritten page is rarely as long as it was. */
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

    /* How much of the page lies above the view, from 0 to 1. */
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
        /* Once the reader has moved on, the page stays where it is. */
        if (restoredTo !== null && isMoved())
            return;
        /* Pictures come when they are near, and move the text below them. */
        if (restoredTo === null) {
            document.addEventListener('load', () => globalThis.broadsheet.restore(text), true);
            /* A bar above the page that comes late takes room from it, most of all where the page ends. */
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
    },

    /* How the reader likes a page to look. The page's own style has a variable for each. */
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

    /* Whether there was anything left to scroll to. */
    page(direction) {
        const before = window.scrollY;
        const step = Math.max(window.innerHeight - pageOverlap, window.innerHeight / 2);

        window.scrollBy({ top: direction * step, behavior: 'instant' });
        return Math.abs(window.scrollY - before) >= 1;
    },

    /* The place that a link within the page names, or the top. */
    show(name, sanitised) {
        if (name === '')
            window.scrollTo({ top: 0, behavior: 'instant' });
        else
            (document.getElementById(sanitised) ?? document.getElementById(name))?.scrollIntoView({ behavior: 'instant' });
    },

    /* Settles when a frame with the page in it has been sent: a second one is not begun before the first is. A page
     * that is not drawn has no frames to wait for. */
    painted(bound) {
        return new Promise(resolve => {
            requestAnimationFrame(() => requestAnimationFrame(resolve));
            setTimeout(resolve, bound);
        });
    },
};

let scrollTimer = null;

/* Where the reader has come to, once the page has come to rest, and not where we have put it ourselves. */
document.addEventListener('scroll', () => {
    clearTimeout(scrollTimer);
    scrollTimer = setTimeout(() => {
        if (isMoved())
            broadsheet.tell({ kind: 'scrolled', position: broadsheet.position(), fraction: broadsheet.fraction() });
    }, restMilliseconds);
}, { passive: true });
