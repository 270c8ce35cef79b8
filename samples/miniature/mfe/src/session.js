/** Who is logged in: the LMS says it by cookies on a domain that covers this page's host. */

function cookie(name) {
  const found = document.cookie.split('; ').find((part) => part.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

// The readable half of the token, header and claims; the signature is in a cookie that no script sees.
function claims(configuration) {
  const token = cookie(configuration.ACCESS_TOKEN_COOKIE_NAME);
  if (!token) {
    return null;
  }
  const text = atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
  const read = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (letter) => letter.charCodeAt(0))));
  return read.exp * 1000 > Date.now() ? read : null;
}

// A session lasts longer than its tokens.
async function refresh(configuration) {
  const csrf = await fetch(`${configuration.LMS_BASE_URL}${configuration.CSRF_TOKEN_API_PATH}`, { credentials: 'include' });
  const response = await fetch(configuration.REFRESH_ACCESS_TOKEN_ENDPOINT, {
    method: 'POST',
    credentials: 'include',
    headers: { 'X-CSRFToken': (await csrf.json()).csrfToken },
  });
  if (!response.ok && response.status !== 401) {
    throw new Error(`The LMS gives no token: ${response.status} for ${response.url}.`);
  }
  return response.ok;
}

/** The name of the person, or null for nobody. */
export async function readPerson(configuration) {
  const present = claims(configuration) ?? ((await refresh(configuration)) ? claims(configuration) : null);
  return present?.preferred_username ?? null;
}

/** Calls an API of the LMS as the person who is logged in. */
export async function getAsPerson(configuration, path) {
  const response = await fetch(`${configuration.LMS_BASE_URL}${path}`, { credentials: 'include', headers: { 'USE-JWT-COOKIE': 'true' } });
  if (!response.ok) {
    throw new Error(`The LMS answers ${response.status} for ${response.url}.`);
  }
  return response.json();
}
