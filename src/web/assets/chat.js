/**
 * Makes the chat livelier: words appear at once, answers come by themselves, what could not be sent is
 * kept in memory and sent again under the same name. Nothing is written to the browser's storage.
 */
;(() => {
  const main = document.querySelector('main[data-since]')
  const log = document.getElementById('log')
  const composer = document.getElementById('composer')
  const field = document.getElementById('text')
  const state = document.getElementById('state')
  const newer = document.getElementById('newer')
  const words = JSON.parse(main.dataset.words)

  /** The longest message. */
  const LONGEST = 2000
  /** Nothing came through the stream for so long: it is dead, although nobody said so (the server beats every 20 s). */
  const SILENCE = 50_000
  const POST_PATIENCE = 30_000
  const PHOTO_PATIENCE = 120_000

  // ---- lines ----

  const atOf = (line) => (line.dataset.at ? Number(line.dataset.at) : Number.POSITIVE_INFINITY)
  const isNearEnd = () => window.innerHeight + window.scrollY > document.documentElement.scrollHeight - 160
  /** The reader is at the end and stays there, whatever grows, until scrolling away. */
  let following = true
  function toEnd() {
    following = true
    window.scrollTo(0, document.documentElement.scrollHeight)
  }

  /** Puts a line where its time belongs; what is not sent yet stays last. */
  function put(line) {
    const before = [...log.children].reverse().find((each) => each !== line && atOf(each) <= atOf(line))
    if (before) before.after(line)
    else log.prepend(line)
    settleChoices()
    if (following || line.classList.contains('mine')) toEnd()
    else newer.hidden = false
  }

  /** Our own line has reached the server: it gets its time, and its place if that is another one. */
  function confirm(line, stored) {
    line.dataset.at = stored.dataset.at
    line.classList.remove('unsent')
    line.querySelector('.again').remove()
    line.querySelector('.fate').replaceWith(stored.querySelector('time'))
    if (line.nextElementSibling && atOf(line.nextElementSibling) < atOf(line)) put(line)
  }

  /** Choices are good until one is pressed or something was said after them; those of a reminder until one is pressed. */
  function settleChoices() {
    const lines = [...log.children]
    const pressed = new Set(lines.map((line) => line.dataset.chose).filter(Boolean))
    const newest = lines.filter((line) => line.classList.contains('mine') || line.dataset.kind === 'reply').pop()
    for (const form of log.querySelectorAll('form[data-row]')) {
      const line = form.closest('li')
      const buttons = [...form.querySelectorAll('button')]
      const used = buttons.some((button) => pressed.has(button.value))
      for (const button of buttons) {
        button.disabled = used || (line.dataset.kind !== 'push' && line !== newest)
        button.classList.toggle('pressed', pressed.has(button.value))
      }
    }
  }

  newer.addEventListener('click', toEnd)

  function say(what) {
    const sentence = words[what] || what || ''
    if (state.textContent !== sentence) state.textContent = sentence
    state.dataset.what = what || ''
  }

  function unsay(...whats) {
    if (whats.includes(state.dataset.what)) say('')
  }

  // ---- what is said ----

  const queue = []
  let sending = false
  let outdated = false
  let pause = 0

  const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

  /** Shows the words at once and sends them in their turn. */
  function speak({ text = '', choice, picture, place, sound }) {
    const id = choice ? choice.replace('.', '-') : newId()
    if (document.getElementById(`u-${id}`)) return
    const line = document.getElementById('mine').content.firstElementChild.cloneNode(true)
    line.id = `u-${id}`
    if (choice) line.dataset.chose = choice
    const shown = line.querySelector('.text')
    if (picture) shown.replaceChildren(pictureOf(picture))
    else shown.textContent = place ? words.place : sound ? words.voice : text
    const message = { id, text: choice ? '' : text, choice, picture, place, sound, line }
    line.querySelector('.again').addEventListener('click', () => {
      if (!queue.includes(message)) queue.push(message)
      pump(true)
    })
    put(line)
    queue.push(message)
    unsay('tooLong', 'tooBig', 'placeDenied', 'placeUnknown', 'placeImpossible')
    pump(true)
  }

  function pictureOf(file) {
    const image = document.createElement('img')
    image.alt = words.photo
    image.src = URL.createObjectURL(file)
    image.addEventListener('load', () => following && toEnd())
    return image
  }

  /** Sends what waits, one after another; what fails for reasons of the moment is tried again by itself. */
  async function pump(now) {
    if (now) pause = 0
    if (sending) return
    sending = true
    while (queue.length > 0) {
      const outcome = await post(queue[0])
      if (outcome === 'later') {
        for (const message of queue.slice(1)) mark(message, 'unsent')
        break
      }
      queue.shift()
    }
    sending = false
    if (queue.length === 0) {
      unsay('offline')
      if (outdated) location.replace('/?fresh#end')
      return
    }
    pause = Math.min(pause ? pause * 2 : 2000, 30_000)
    setTimeout(pump, pause)
  }

  async function post(message) {
    mark(message, 'sending')
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(), message.picture || message.sound ? PHOTO_PATIENCE : POST_PATIENCE)
    try {
      const response = await fetch('/chat', { method: 'POST', body: bodyOf(message), headers: { accept: 'application/json' }, signal: patience.signal })
      if (response.ok) {
        mark(message)
        // The cookie is another one than when the page came: what comes by itself would be somebody else's.
        if ((await response.json()).visitor !== main.dataset.visitor) outdated = true
        return 'sent'
      }
      mark(message, 'unsent', await response.text())
      return response.status >= 500 ? 'later' : 'refused'
    } catch {
      mark(message, 'unsent')
      if (navigator.onLine === false) say('offline')
      return 'later'
    } finally {
      clearTimeout(timer)
    }
  }

  function bodyOf({ id, text, choice, picture, place, sound }) {
    const body = picture || sound ? new FormData() : new URLSearchParams()
    body.append('id', id)
    if (text) body.append('text', text)
    if (choice) body.append('choice', choice)
    if (picture) body.append('photo', picture)
    if (sound) body.append('voice', sound)
    if (place) {
      body.append('lat', place.lat)
      body.append('lon', place.lon)
    }
    return body
  }

  /** What became of it so far; nothing more is said of what was sent. */
  function mark({ line }, what, why) {
    const fate = line.querySelector('.fate')
    if (!fate) return // it came back through the stream: it was sent, whatever we heard
    fate.textContent = what ? (why ? `${words[what]}：${why}` : words[what]) : ''
    line.classList.toggle('unsent', what === 'unsent')
    line.querySelector('.again').hidden = what !== 'unsent'
    if (what === 'unsent') toEnd()
  }

  log.addEventListener('submit', (event) => {
    const button = event.submitter
    if (!button) return
    event.preventDefault()
    speak(button.name === 'choice' ? { choice: button.value, text: button.textContent } : { text: button.value })
    // A used button cannot hold the keyboard's place; on a telephone the field would bring up the keyboard.
    if (!matchMedia('(pointer: coarse)').matches) field.focus()
  })

  function sendField() {
    const text = field.value.trim()
    if (text) speak({ text })
    field.value = ''
    grow()
    field.focus()
  }

  composer.addEventListener('submit', (event) => {
    event.preventDefault()
    sendField()
  })

  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    sendField()
  })

  /** The field is as high as its words, up to five lines. */
  function grow() {
    field.rows = Math.min(5, field.value.split('\n').length)
    while (field.rows < 5 && field.scrollHeight > field.clientHeight + 2) field.rows += 1
  }
  field.addEventListener('input', () => {
    grow()
    if (field.value.length >= LONGEST) say('tooLong')
    else unsay('tooLong')
  })

  // ---- pictures, sounds and places (chat-media.js) ----

  document.addEventListener('chat:speak', ({ detail }) => speak(detail))
  document.addEventListener('chat:say', ({ detail }) => say(detail))
  document.addEventListener('chat:unsay', ({ detail }) => unsay(detail))

  // ---- what comes by itself ----

  let since = main.dataset.since
  let source
  let heardAt = 0
  let attempts = 0

  function listen() {
    if (source) source.close()
    heardAt = performance.now()
    source = new EventSource(`/chat/stream?since=${since}`)
    for (const kind of ['line', 'beat', 'reload']) source.addEventListener(kind, heard)
    source.onerror = () => {
      setTimeout(() => performance.now() - heardAt > 3000 && say(navigator.onLine === false ? 'offline' : 'reconnecting'), 3500)
      if (source.readyState !== EventSource.CLOSED) return
      // The browser gives up after an answer that is no stream (a proxy's error page); we do not.
      attempts += 1
      setTimeout(listen, Math.min(2000 * attempts, 20_000))
    }
  }

  function heard(event) {
    heardAt = performance.now()
    attempts = 0
    if (event.lastEventId) since = event.lastEventId
    unsay('reconnecting', 'offline')
    if (event.type === 'reload') {
      queue.length = 0
      location.replace('/')
    }
    if (event.type !== 'line') return
    const holder = document.createElement('template')
    holder.innerHTML = JSON.parse(event.data)
    const line = holder.content.firstElementChild
    const known = document.getElementById(line.id)
    if (!known) put(line)
    else if (known.dataset.at === undefined) confirm(known, line)
  }

  setInterval(() => performance.now() - heardAt > SILENCE && listen(), 5000)
  window.addEventListener('online', () => {
    listen()
    pump(true)
  })
  window.addEventListener('offline', () => say('offline'))
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && performance.now() - heardAt > SILENCE / 2) listen()
  })
  // A page taken out of the browser's memory may show what 退出 has put away.
  window.addEventListener('pageshow', (event) => event.persisted && location.reload())
  window.addEventListener('beforeunload', (event) => queue.length > 0 && event.preventDefault())
  function onScroll() {
    following = isNearEnd()
    if (following) newer.hidden = true
  }
  document.addEventListener('scroll', onScroll, { passive: true })
  // The keyboard comes up.
  window.addEventListener('resize', () => following && toEnd())

  if (!navigator.cookieEnabled) say('noCookies')
  settleChoices()
  toEnd()
  listen()
})()
