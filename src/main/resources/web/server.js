// Asks the program for its JSON.

const PATIENCE_MS = 8000;
const MOST_KEPT = 64;
const kept = new Map(); // path -> {etag, body}, oldest first

/** The program does not answer, or somebody else does. Its message is for people. */
export class AwayError extends Error {}

/**
 * What is at a path, or null where the program has nothing (404).
 *
 * @param {string} path relative to the page, so that it may lie below a reverse proxy's path
 * @returns {Promise<?object>} the same object as before while it has not changed
 * @throws {AwayError}
 */
export async function ask(path) {
  const before = kept.get(path);
  let response;
  let body;
  try {
    response = await fetch(new URL(path, document.baseURI), {
      cache: 'no-store',
      headers: before ? {'If-None-Match': before.etag} : {},
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    body = await response.text();
  } catch {
    throw new AwayError('No answer');
  }
  if (before && response.status === 304) {
    return before.body;
  }
  let json;
  try {
    json = JSON.parse(body);
  } catch {
    throw new AwayError('Something else answers (HTTP ' + response.status + ', no JSON)');
  }
  if (response.status === 404 && typeof json?.problem === 'string') {
    return null;
  }
  if (!response.ok || !json || typeof json !== 'object') {
    throw new AwayError('An error answers (HTTP ' + response.status + ')');
  }
  keep(path, response.headers.get('ETag'), json);
  return json;
}

function keep(path, etag, body) {
  kept.delete(path);
  if (etag) {
    kept.set(path, {etag, body});
  }
  if (kept.size > MOST_KEPT) {
    kept.delete(kept.keys().next().value);
  }
}

/** What is to be known now. @throws {AwayError} also if what answers is not aps-solar */
export async function askNow() {
  const now = await ask('api/now');
  if (!Array.isArray(now?.ecus) || !Array.isArray(now.sinks) || typeof now.time !== 'string') {
    throw new AwayError('Something else answers, which is not aps-solar');
  }
  return now;
}

/** @param {string} day 2026-06-15 @returns {Promise<?object>} null for a day without readings */
export const askDay = (day) => ask('api/days/' + day);

/** @returns {Promise<Array>} the days with readings from one day to another */
export async function askDays(from, to) {
  return (await ask('api/days?from=' + from + '&to=' + to))?.days ?? [];
}
