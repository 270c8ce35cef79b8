// Asks for the state of unfinished reports until there is none, then shows the page again.
(function () {
  const url = document.body.querySelector('#report-list').dataset.waitingUrl;
  if (!url) { return; }
  async function look() {
    const answer = await (await fetch(url, { credentials: 'same-origin' })).json();
    if (answer.task_state === 'SUCCESS' || answer.task_state === 'FAILURE') {
      window.location.reload();
    } else {
      window.setTimeout(look, 1000);
    }
  }
  window.setTimeout(look, 500);
})();
