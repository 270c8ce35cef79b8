/** Reads the configuration, then draws the page that the address names. */
import { readConfiguration } from './configuration.js';
import { pageOf as firstPageOf } from './pages.js';
import { readPerson } from './session.js';
import './style.css';

const base = import.meta.env.BASE_URL;
const main = document.querySelector('#main');
let pageOf = firstPageOf;

async function draw(state) {
  main.replaceChildren();
  await pageOf(window.location.pathname.slice(base.length))(main, state);
}

function drawHeader({ configuration, person }) {
  document.title = `My courses | ${configuration.SITE_NAME}`;
  const name = document.querySelector('#site-name');
  name.textContent = configuration.SITE_NAME;
  name.href = configuration.LMS_BASE_URL;
  const link = document.createElement('a');
  link.id = person ? 'nav-logout' : 'nav-login';
  link.textContent = person ? 'Log out' : 'Log in';
  link.href = person ? configuration.LOGOUT_URL : `${configuration.LOGIN_URL}?next=${encodeURIComponent(window.location.href)}`;
  const who = document.createElement('span');
  who.id = 'nav-username';
  who.textContent = person ?? '';
  document.querySelector('#person').replaceChildren(who, ' ', link);
}

function followLinks(state) {
  for (const link of document.querySelectorAll('a.route')) {
    link.href = base + link.getAttribute('href');
    link.addEventListener('click', (event) => {
      event.preventDefault();
      window.history.pushState(null, '', link.href);
      show(draw(state));
    });
  }
  window.addEventListener('popstate', () => show(draw(state)));
}

function show(work) {
  work.catch((error) => {
    const said = document.createElement('p');
    said.id = 'error';
    said.textContent = error.message;
    main.replaceChildren(said);
  });
}

async function start() {
  const configuration = await readConfiguration();
  const state = { configuration, person: await readPerson(configuration) };
  drawHeader(state);
  followLinks(state);
  await draw(state);
  if (import.meta.hot) {
    // The development server: a saved page is drawn anew, and all else stays as it is.
    import.meta.hot.accept('./pages.js', (saved) => {
      pageOf = saved.pageOf;
      show(draw(state));
    });
  }
}

show(start());
