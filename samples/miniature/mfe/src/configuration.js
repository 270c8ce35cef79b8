/** What the LMS says about this installation: nothing of it is in the build. */
export async function readConfiguration() {
  const response = await fetch(`${__MFE_CONFIG_API_URL__}?mfe=${__APP_ID__}`);
  if (!response.ok) {
    throw new Error(`The LMS gives no configuration: ${response.status} for ${response.url}.`);
  }
  return response.json();
}
