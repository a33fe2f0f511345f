// The console works without this. With it, the status page stays fresh where it is being read, and a
// password can be looked at while it is typed.

const EVERY = 20_000

for (const button of document.querySelectorAll('.peek')) {
  const field = document.getElementById(button.getAttribute('aria-controls'))
  const words = [button.textContent, button.dataset.hide]
  button.hidden = false
  button.addEventListener('click', () => {
    const hidden = field.type === 'password'
    field.type = hidden ? 'text' : 'password'
    button.textContent = words[hidden ? 1 : 0]
    field.focus()
  })
}

const live = () => document.getElementById('live')

async function refresh() {
  // Somebody who marks a line to copy it keeps it.
  if (document.hidden || !getSelection().isCollapsed) return
  try {
    const answer = await fetch('/console', { headers: { accept: 'text/html' } })
    if (answer.redirected) return location.reload() // signed out meanwhile
    if (!answer.ok) return stale()
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const focused = live().contains(document.activeElement) ? document.activeElement.textContent : undefined
    live().replaceWith(fresh.getElementById('live'))
    document.title = fresh.title
    prepare()
    if (focused) [...live().querySelectorAll('a, button')].find((each) => each.textContent === focused)?.focus({ preventScroll: true })
  } catch {
    stale()
  }
}

/** What is shown is old: the time of the last good look says so. */
function stale() {
  live().classList.add('stale')
}

function prepare() {
  for (const each of live().querySelectorAll('.scripted')) each.hidden = false
  live()
    .querySelector('a[href="/console"]')
    .addEventListener('click', (event) => {
      event.preventDefault()
      refresh()
    })
}

if (live()) {
  prepare()
  setInterval(refresh, EVERY)
  document.addEventListener('visibilitychange', refresh)
}
