/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Highlights words in the article. Highlights are ranges beside the text, so the page itself is not changed and its
 * positions stay valid. */
{
    const blockSelector = 'p,h1,h2,h3,h4,h5,h6,li,dt,dd,pre,blockquote,figure,figcaption,td,th,caption,div,section,br,hr,summary,header,ul,ol,time,.bs-source';
    const mostRanges = 5000;

    const folded = new Map();
    let text = '';
    let nodes = [];
    let starts = [];
    let ranges = [];
    let current = -1;

    /* Folds code unit by code unit, so that positions are the same in the folded text. Hangul and kana keep marks that
     * make them another letter; Latin, Greek and Cyrillic letters lose theirs. */
    function foldUnit(unit) {
        let result = folded.get(unit);
        if (result === undefined) {
            result = unit.normalize('NFKC');
            if (result.length !== 1)
                result = unit;
            if (result < '\u0590' || (result >= '\u1e00' && result < '\u2000'))
                result = result.normalize('NFD')[0];
            const lower = result.toLowerCase();
            result = lower.length === 1 ? lower : result;
            folded.set(unit, result);
        }
        return result;
    }

    function fold(string) {
        return string.replace(/[A-Z\u0080-\u2fff\u3000-\u303f\ua000-\ud7ff\uf900-\uffef]/g, foldUnit);
    }

    function read() {
        const page = document.querySelector('.bs-page');
        const parts = [];
        let length = 0;
        let block = null;

        text = '';
        nodes = [];
        starts = [];
        if (page === null)
            return;

        const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
            const owner = node.parentElement.closest(blockSelector);
            /* No phrase continues in the next paragraph. */
            if (owner !== block) {
                parts.push('\u0001');
                length += 1;
                block = owner;
            }
            nodes.push(node);
            starts.push(length);
            parts.push(node.data);
            length += node.data.length;
        }
        text = fold(parts.join(''));
    }

    function place(offset, isEnd) {
        let low = 0;
        let high = starts.length - 1;

        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if (starts[middle] < offset || (!isEnd && starts[middle] === offset))
                low = middle;
            else
                high = middle - 1;
        }
        return [nodes[low], Math.min(offset - starts[low], nodes[low].data.length)];
    }

    /* A Han character stands for all its variants. */
    function makePattern(phrases, variants) {
        const classes = new Map();
        const words = phrases.map(phrase => fold(phrase.trim())).filter(phrase => phrase !== '');

        for (const list of variants)
            for (const character of list)
                classes.set(character, `[${list}]`);
        words.sort((a, b) => b.length - a.length);
        return words.map(word => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+')
            .replace(/\p{Script=Han}/gu, character => classes.get(character) ?? character)).join('|');
    }

    function setOff() {
        /* A highlight that is replaced by an empty one stays on the screen. */
        if (ranges.length === 0) {
            CSS.highlights.clear();
            return;
        }
        const all = new Highlight(...ranges);
        const one = new Highlight(...ranges.slice(current, current + 1));

        one.priority = 1;
        CSS.highlights.set('bs-found', all);
        if (current >= 0)
            CSS.highlights.set('bs-found-current', one);
        else
            CSS.highlights.delete('bs-found-current');
    }

    function reveal(range) {
        const element = range.startContainer.parentElement;

        for (let details = element.closest('details'); details !== null; details = details.parentElement.closest('details'))
            details.open = true;
        /* A table or a listing may have to scroll too. */
        element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
        const rect = range.getBoundingClientRect();
        if (rect.top < 0 || rect.bottom > window.innerHeight)
            window.scrollBy({ top: rect.top - window.innerHeight / 3, behavior: 'instant' });
    }

    /* A match on the screen, not at the top. */
    function nearest(direction) {
        const near = ranges.findIndex(range => range.getBoundingClientRect().bottom > 0);
        return direction > 0 ? Math.max(near, 0) : (near > 0 ? near : ranges.length) - 1;
    }

    /* The number of matches of any phrase, and the current one, from 1: 0 unless one is to be shown. */
    broadsheet.find = (phrases, variants, shows) => {
        const pattern = makePattern(phrases, variants);

        ranges = [];
        current = -1;
        if (pattern === '') {
            CSS.highlights.clear();
            return [0, 0];
        }

        read();
        for (const match of text.matchAll(new RegExp(pattern, 'gu'))) {
            if (ranges.length === mostRanges)
                break;
            const range = document.createRange();
            range.setStart(...place(match.index, false));
            range.setEnd(...place(match.index + match[0].length, true));
            ranges.push(range);
        }
        if (shows && ranges.length > 0)
            current = nearest(1);
        setOff();
        if (current >= 0)
            reveal(ranges[current]);
        return [ranges.length, current + 1];
    };

    broadsheet.findStep = direction => {
        if (ranges.length === 0)
            return [0, 0];

        current = current < 0 ? nearest(direction) : (current + direction + ranges.length) % ranges.length;
        setOff();
        reveal(ranges[current]);
        return [ranges.length, current + 1];
    };
}
