/* global document, sessionStorage, location, history, DOMParser, FormData, URLSearchParams, Event */
// Small helps. Every page works without them.

document.documentElement.classList.add('mm-scripted');

const parsed = async (response) => new DOMParser().parseFromString(await response.text(), 'text/html');

/** Calls a function once it has not been asked for a while. */
const later = (milliseconds, run) => {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(run, milliseconds, ...values);
  };
};

/** Puts what another page has in the place of what this one has; the focus, what is unfolded and ticked stay. */
const put = (target, fresh) => {
  const focused = target.contains(document.activeElement) && (document.activeElement.id || 'nothing');
  const ticked = [...target.querySelectorAll('input[form="compare"]:checked')].map(({ id }) => id);
  const open = [...target.querySelectorAll('details[id]')].filter((one) => one.open).map(({ id }) => id);
  const shut = [...target.querySelectorAll('details[id]')].filter((one) => !one.open).map(({ id }) => id);
  target.replaceChildren(...fresh.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  for (const id of shut) document.getElementById(id)?.removeAttribute('open');
  for (const id of ticked) document.getElementById(id)?.setAttribute('checked', '');
  if (!focused) return;
  // What had the focus may be gone; then it goes to what took its place, and is never lost.
  if (!document.getElementById(focused)) target.tabIndex = -1;
  (document.getElementById(focused) ?? target).focus();
};

// A search is repeated as it is typed and narrowed; the address follows, so that it can be shared.
for (const form of document.querySelectorAll('form[data-live-search]')) {
  const target = document.getElementById(form.dataset.liveSearch);
  let turn = 0;
  const refresh = async () => {
    const mine = ++turn;
    try {
      const href = `${form.action}?${new URLSearchParams([...new FormData(form)].filter(([name, value]) => value !== '' && value !== form.dataset[name]))}`;
      const page = await parsed(await fetch(href));
      const fresh = page.getElementById(target.id);
      if (!fresh || mine !== turn) return;
      put(target, fresh);
      document.getElementById(target.dataset.says).textContent = fresh.dataset.summary;
      document.title = page.title;
      history.replaceState(null, '', href);
    } catch {
      // The button beside it still works.
    }
  };
  const soon = later(350, refresh);
  document.addEventListener('input', ({ target: { form: of, type } }) => {
    if (of === form && type !== 'checkbox') soon();
  });
  document.addEventListener('change', ({ target: { form: of, type, tagName } }) => {
    if (of === form && (type === 'checkbox' || tagName === 'SELECT')) refresh();
  });
}

// A form that can say what it would do, says so as it changes.
for (const form of document.querySelectorAll('form[data-live]')) {
  const targets = form.dataset.live.split(' ').map((id) => document.getElementById(id));
  let turn = 0;
  const refresh = async () => {
    const mine = ++turn;
    for (const target of targets) target.setAttribute('aria-busy', 'true');
    try {
      const body = new URLSearchParams(new FormData(form));
      body.set('do', 'preview');
      const response = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
      const page = await parsed(response);
      for (const target of mine === turn ? targets : []) {
        const fresh = page.getElementById(target.id);
        // What has not changed is not read out again.
        if (fresh && fresh.innerHTML !== target.innerHTML) put(target, fresh);
      }
    } catch {
      // The button beside it still works.
    } finally {
      if (mine === turn) for (const target of targets) target.removeAttribute('aria-busy');
    }
  };
  const soon = later(form.dataset.liveAfter ? Number(form.dataset.liveAfter) : 400, refresh);
  form.addEventListener('input', soon);
}

// What a slider stands at.
document.addEventListener('input', ({ target }) => {
  const said = target.type === 'range' && document.getElementById(`${target.id}-says`);
  if (said) said.textContent = target.value;
});

// Ticking a box of a filter applies it; the place on the page is kept. Lists wait for their button: the arrow keys change them.
for (const form of document.querySelectorAll('form[data-auto]')) {
  form.addEventListener('change', ({ target }) => {
    if (target.type !== 'checkbox') return;
    sessionStorage.setItem('focus', target.id);
    form.requestSubmit();
  });
}
const kept = sessionStorage.getItem('focus');
if (kept) {
  sessionStorage.removeItem('focus');
  document.getElementById(kept)?.focus();
}

// Words that may be meant, below the box they are typed into (a combobox as ARIA describes it).
for (const input of document.querySelectorAll('input[data-suggest]')) {
  const list = document.createElement('ul');
  const holder = document.createElement('div');
  holder.className = 'mm-suggest';
  input.replaceWith(holder);
  holder.append(input, list);
  list.id = `${input.id}-suggestions`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Suggestions');
  list.hidden = true;
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');
  let at = -1;
  const show = (texts) => {
    at = -1;
    list.replaceChildren(
      ...texts.map((text, index) => {
        const item = document.createElement('li');
        item.id = `${list.id}-${index}`;
        item.setAttribute('role', 'option');
        item.setAttribute('aria-selected', 'false');
        item.textContent = text;
        return item;
      }),
    );
    list.hidden = texts.length === 0;
    input.setAttribute('aria-expanded', String(texts.length > 0));
    input.removeAttribute('aria-activedescendant');
  };
  const move = (by) => {
    const items = [...list.children];
    if (!items.length) return;
    at = (at + by + items.length + (at === -1 && by < 0 ? 1 : 0)) % items.length;
    items.forEach((item, index) => item.setAttribute('aria-selected', String(index === at)));
    input.setAttribute('aria-activedescendant', items[at].id);
  };
  const take = (text) => {
    input.value = text;
    show([]);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  let asked = '';
  const ask = later(200, async () => {
    const text = input.value;
    if (text === asked) return;
    asked = text;
    try {
      const response = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`);
      const { suggestions } = await response.json();
      if (input.value === text && document.activeElement === input)
        show(suggestions.filter((one) => one.toLowerCase() !== text.toLowerCase()));
    } catch {
      show([]);
    }
  });
  input.addEventListener('input', (event) => {
    if (event.isTrusted) ask();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Escape' && !list.hidden) show([]);
    else if (event.key === 'Enter' && at >= 0) take(list.children[at].textContent);
    else return;
    event.preventDefault();
  });
  list.addEventListener('mousedown', (event) => {
    event.preventDefault();
    const item = event.target.closest('li');
    if (item) take(item.textContent);
  });
  input.addEventListener('blur', () => show([]));
}

// Long work is looked at again until it ends; what it says comes from the server, so it survives a reload.
const running = document.querySelector('[data-running]');
if (running) {
  const again = async () => {
    try {
      const page = await parsed(await fetch(location.href));
      const fresh = page.getElementById(running.id);
      if (fresh) put(running, fresh);
      // Seen from another tab.
      document.title = page.title;
      if (fresh && !('running' in fresh.dataset)) {
        delete running.dataset.running;
        return;
      }
    } catch {
      // Asked again below.
    }
    setTimeout(again, 1_000);
  };
  setTimeout(again, 1_000);
}

// A button pressed twice sends its form once. What is only looked at, or comes back from the history, may be sent again.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post') return;
  if ('sent' in form.dataset) event.preventDefault();
  form.dataset.sent = '';
  setTimeout(() => delete form.dataset.sent, 5_000);
});
globalThis.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});

// Say what is wrong first.
document.getElementById('problems')?.querySelector('a')?.focus();

// A link that looks like a button is pressed like one.
document.addEventListener('keydown', (event) => {
  if (event.key !== ' ' || !event.target.matches('a[role="button"]')) return;
  event.preventDefault();
  event.target.click();
});

// Keys: "/" to the search box, "?" to the list of keys, "g" and a letter to a page.
const places = {
  h: '/',
  s: '/suppliers',
  o: '/requirements',
  m: '/map',
  w: '/work',
  i: '/introductions',
  n: '/news',
};
let goes = false;
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, textarea, select, [contenteditable]')) return;
  if (goes && places[event.key]) location.assign(places[event.key]);
  goes = event.key === 'g';
  if (event.key === '?') location.assign('/accessibility#keys');
  if (event.key !== '/') return;
  const box = document.getElementById('q');
  if (!box) return;
  event.preventDefault();
  box.focus();
});
