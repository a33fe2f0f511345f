/** Pictures, sounds and places for the chat: looked at and asked for here, handed to chat.js to be said. */
;(() => {
  const tell = (what, detail) => document.dispatchEvent(new CustomEvent(`chat:${what}`, { detail }))
  const speak = (detail) => tell('speak', detail)
  const say = (what) => tell('say', what)
  const unsay = (what) => tell('unsay', what)
  const whyPlace = document.getElementById('why-place')
  /** The largest picture, the picture that is worth shrinking before it is sent, and how wide or high it is then. */
  const LARGEST = 10_000_000
  const WORTH_SHRINKING = 1_000_000
  const SHRUNK_SIDE = 2000

  // ---- pictures ----

  for (const input of document.querySelectorAll('.picture')) {
    input.addEventListener('change', async () => {
      const [file] = input.files
      input.value = ''
      if (!file) return
      const picture = await shrink(file)
      if (picture.size > LARGEST) return say('tooBig')
      unsay('tooBig')
      speak({ picture })
    })
  }

  /** A large photo becomes a smaller one, without the place and time that cameras write into it. What is no photo stays as it is. */
  async function shrink(file) {
    if (file.size < WORTH_SHRINKING) return file
    try {
      const image = await createImageBitmap(file, { imageOrientation: 'from-image' })
      const scale = Math.min(1, SHRUNK_SIDE / Math.max(image.width, image.height))
      const canvas = document.createElement('canvas')
      canvas.width = Math.round(image.width * scale)
      canvas.height = Math.round(image.height * scale)
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
      const small = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
      return small && small.size < file.size ? new File([small], 'photo.jpg', { type: 'image/jpeg' }) : file
    } catch {
      return file
    }
  }

  // ---- sounds: the telephone's own recorder makes them ----

  for (const input of document.querySelectorAll('.sound')) {
    input.addEventListener('change', () => {
      const [file] = input.files
      input.value = ''
      if (!file) return
      if (file.size > LARGEST) return say('tooLongSound')
      unsay('tooLongSound')
      speak({ sound: file })
    })
  }

  // ---- where somebody is: only when asked to, and after saying why ----

  const placeButton = document.getElementById('place')
  function showWhy(shown) {
    whyPlace.hidden = !shown
    placeButton.setAttribute('aria-expanded', String(shown))
    if (shown) document.getElementById('place-now').focus()
  }
  placeButton.addEventListener('click', () => (navigator.geolocation && window.isSecureContext ? showWhy(whyPlace.hidden) : say('placeImpossible')))
  document.getElementById('place-not').addEventListener('click', () => {
    showWhy(false)
    placeButton.focus()
  })
  document.getElementById('place-now').addEventListener('click', () => {
    showWhy(false)
    say('looking')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        unsay('looking')
        speak({ place: { lat: coords.latitude.toFixed(6), lon: coords.longitude.toFixed(6) } })
      },
      (error) => say(error.code === error.PERMISSION_DENIED ? 'placeDenied' : 'placeUnknown'),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  })

  for (const tools of document.querySelectorAll('.tools')) tools.hidden = false
})()
