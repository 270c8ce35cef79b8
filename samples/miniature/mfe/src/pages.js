/** The pages, each drawn into an element. */
import { getAsPerson } from './session.js';

function element(tag, text = '', attributes = {}) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.textContent = text;
  return made;
}

async function courses(main, { configuration, person }) {
  main.append(element('h1', 'My courses', { id: 'page-title' }));
  if (!person) {
    main.append(element('p', 'Log in to see your courses.', { id: 'nobody' }));
    return;
  }
  const enrollments = await getAsPerson(configuration, '/api/enrollment/v1/enrollment');
  for (const { course_details: { course_id: id } } of enrollments) {
    const card = element('article', '', { className: 'course-card' });
    card.append(element('a', id, { className: 'course-link', href: `${configuration.LMS_BASE_URL}/courses/${id}/course/` }));
    main.append(card);
  }
  if (enrollments.length === 0) {
    main.append(element('p', 'You are in no course.', { id: 'no-enrollments' }));
  }
}

function about(main, { configuration }) {
  main.append(element('h1', `About ${configuration.SITE_NAME}`, { id: 'page-title' }));
  main.append(element('p', `Questions: ${configuration.INFO_EMAIL}`, { id: 'contact' }));
}

function missing(main) {
  main.append(element('h1', 'There is no such page', { id: 'page-title' }));
}

const pages = { '': courses, about };

/** The page of a path below this micro-frontend's own. */
export function pageOf(path) {
  return pages[path.replace(/\/$/, '')] ?? missing;
}
