/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A remote picture is a box in the page. The box is replaced by the picture if that is kept already, or if it is
 * allowed and near the view. A picture that fails says so and can be requested again. */
{
    const keptPrefix = 'broadsheet://kept/';
    const remotePrefix = 'broadsheet://remote/';
    const boxSelector = '.bs-picture-remote[data-address]';

    let words = { retry: '', load: '' };
    let attempts = 0;
    let leave = () => false;

    const near = new IntersectionObserver(entries => {
        for (const entry of entries) {
            if (entry.isIntersecting) {
                near.unobserve(entry.target);
                fetchPicture(entry.target);
            }
        }
    }, { rootMargin: '800px' });

    function boxes() {
        return [...document.querySelectorAll(boxSelector)];
    }

    /* Content above the view must not move what is being read. */
    function swap(box, image) {
        const above = box.getBoundingClientRect().top < 0;
        const height = document.documentElement.scrollHeight;

        box.replaceWith(image);
        if (above)
            window.scrollBy({ top: document.documentElement.scrollHeight - height, behavior: 'instant' });
    }

    function load(box, address) {
        const image = new Image();

        image.alt = box.dataset.alt ?? '';
        image.title = box.dataset.title ?? '';
        image.dataset.address = box.dataset.address;
        for (const side of ['width', 'height']) {
            if (box.dataset[side] !== undefined)
                image.setAttribute(side, box.dataset[side]);
        }
        return new Promise(resolve => {
            image.onload = () => {
                swap(box, image);
                resolve(true);
            };
            image.onerror = () => resolve(false);
            image.src = address;
        });
    }

    function setState(box, state) {
        box.classList.remove('bs-picture-loading', 'bs-picture-failed');
        if (state !== '')
            box.classList.add(`bs-picture-${state}`);
        box.dataset.hint = state === 'loading' ? '' : state === 'failed' ? words.retry : words.load;
    }

    async function fetchPicture(box) {
        if (box.classList.contains('bs-picture-loading'))
            return;
        setState(box, 'loading');
        attempts += 1;
        if (!await load(box, `${remotePrefix}${encodeURIComponent(box.dataset.address)}?${attempts}`))
            setState(box, 'failed');
        tellRest();
    }

    /* Reports the blocked pictures by host. */
    function tellRest() {
        const hosts = {};

        for (const box of boxes()) {
            if (!leave(box.dataset.host))
                hosts[box.dataset.host] = (hosts[box.dataset.host] ?? 0) + 1;
        }
        broadsheet.tell({ kind: 'pictures', hosts });
    }

    function fetchAllowed() {
        for (const box of boxes()) {
            if (leave(box.dataset.host))
                near.observe(box);
        }
    }

    function askFor(box) {
        if (!box.classList.contains('bs-picture-loading'))
            broadsheet.tell({ kind: 'picture', address: box.dataset.address });
    }

    /* After the page is loaded, kept pictures are shown at once. */
    broadsheet.startPictures = async (texts, all, hosts) => {
        words = texts;
        broadsheet.allowPictures(all, hosts, false);
        await Promise.all(boxes().map(box => {
            box.tabIndex = 0;
            box.setAttribute('role', 'button');
            setState(box, '');
            return load(box, keptPrefix + encodeURIComponent(box.dataset.address));
        }));
        fetchAllowed();
        tellRest();
    };

    broadsheet.allowPictures = (all, hosts, now) => {
        leave = host => all || hosts.includes(host);
        if (now) {
            fetchAllowed();
            tellRest();
        }
    };

    broadsheet.fetchPicture = address => {
        for (const box of boxes()) {
            if (box.dataset.address === address)
                fetchPicture(box);
        }
    };

    function enlarge(image) {
        const dialog = document.createElement('dialog');
        const copy = new Image();

        copy.src = image.src;
        copy.alt = image.alt;
        dialog.className = 'bs-enlarged';
        dialog.setAttribute('aria-label', image.alt);
        dialog.append(copy);
        dialog.addEventListener('click', () => dialog.close());
        dialog.addEventListener('close', () => dialog.remove());
        document.body.append(dialog);
        dialog.showModal();
    }

    document.addEventListener('click', event => {
        const box = event.target.closest(boxSelector);

        if (box !== null && box.closest('a') === null)
            askFor(box);
        else if (event.target.localName === 'img' && event.target.closest('a, dialog') === null)
            enlarge(event.target);
    });

    document.addEventListener('keydown', event => {
        if (event.key === 'Enter' && event.target.matches(boxSelector))
            askFor(event.target);
    });
}
