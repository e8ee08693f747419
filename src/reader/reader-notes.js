/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A footnote opens in a box at its number. The box has a copy of what the page shows anyway; its links are the page's. */
{
    const longestNote = 8000;
    const margin = 12;
    const gap = 10;

    /* The element with the text of a footnote, if a link is the number of one. */
    function noteOf(link) {
        const address = link.getAttribute('href');

        if (!address.startsWith('#') || (link.closest('sup') === null && link.querySelector('sup') === null))
            return null;
        let name = address.slice(1);
        try {
            name = decodeURIComponent(name);
        } catch {
            return null;
        }
        const target = document.getElementById(name);
        const note = target?.closest('li, dd, aside, p, div:not(:has(div, section, main))') ?? null;
        /* The link back from a footnote leads to a number, or to the paragraph of one. */
        if (note === null || note.contains(link) || target.closest('sup') !== null || target.querySelector('sup') !== null)
            return null;
        return note.textContent.trim() !== '' && note.textContent.length <= longestNote ? note : null;
    }

    function copyOf(note, link) {
        const copy = document.createElement('div');
        const back = [link, ...link.querySelectorAll('[id]'), link.closest('sup')].map(element => element?.id);

        copy.append(...[...note.childNodes].map(node => node.cloneNode(true)));
        for (const element of copy.querySelectorAll('[id]'))
            element.removeAttribute('id');
        for (const element of copy.querySelectorAll('a[href^="#"]')) {
            if (back.includes(element.getAttribute('href').slice(1)) || element.textContent.includes('↩'))
                element.remove();
        }
        return copy;
    }

    function place(box, link) {
        const number = link.getBoundingClientRect();
        const size = box.getBoundingClientRect();
        const room = document.documentElement.clientWidth - size.width - margin;
        const below = number.bottom + size.height + margin <= window.innerHeight || number.top < size.height + margin;

        box.style.left = `${window.scrollX + Math.max(margin, Math.min(number.left - margin, room))}px`;
        box.style.top = `${window.scrollY + (below ? number.bottom + gap : number.top - size.height - gap)}px`;
    }

    function open(note, link) {
        const box = document.createElement('aside');

        box.className = 'bs-note';
        box.popover = 'auto';
        box.tabIndex = -1;
        box.setAttribute('role', 'note');
        box.setAttribute('aria-label', link.textContent.trim());
        box.lang = note.closest('[lang]')?.lang ?? '';
        box.append(copyOf(note, link));
        box.addEventListener('toggle', event => {
            if (event.newState === 'closed')
                box.remove();
        });
        document.body.append(box);
        box.showPopover();
        place(box, link);
        box.focus({ preventScroll: true });
    }

    document.addEventListener('click', event => {
        const link = event.target.closest?.('a[href]');

        if (!link || event.button !== 0 || event.ctrlKey || event.shiftKey || link.closest('.bs-note') !== null)
            return;
        const note = noteOf(link);
        if (note === null)
            return;
        event.preventDefault();
        open(note, link);
    });
}
