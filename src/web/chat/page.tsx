/** The chat's pages: the talk, and the way out. Everything on them works without a script. */
import type { ChatLine } from '../../bot/store/webchat.ts'
import { page, Sign } from '../layout.tsx'
import * as replies from '../replies.ts'
import { buttonsOf, isShown, Line, type Showing } from './lines.tsx'

export interface ChatPageParts {
  lines: readonly ChatLine[]
  showing: Showing
  /** From when on the stream brings what is new. */
  since: Date
  /** A sentence about the browser's state (`replies.freshIdentity`). */
  notice?: string | undefined
  /** Whose page this is. */
  visitor: string
  /** Names the message of the form, so that a form sent twice is one message. */
  formId: string
  /** Sounds are understood: one can be recorded. */
  hears: boolean
}

export function chatPage({ lines, showing, since, notice, visitor, formId, hears }: ChatPageParts): string {
  const shown = lines.filter(isShown)
  const buttons = buttonsOf(shown)
  return page({
    title: replies.chatTitle,
    styles: ['chat.css'],
    scripts: ['chat.js', 'chat-media.js'],
    body: (
      <>
        <Sign>
          <a class="leave" href="/leave">
            {replies.leave}
          </a>
        </Sign>
        <main data-since={since.getTime()} data-visitor={visitor} data-words={JSON.stringify(replies.script)}>
          {notice && (
            <p class="notice" role="status">
              {notice}
            </p>
          )}
          <div role="log" aria-live="polite" aria-label={replies.log}>
            <ol id="log">
              {shown.length === 0 && <Greeting formId={formId} />}
              {shown.map((line) => (
                <Line line={line} buttons={buttons(line)} showing={showing} />
              ))}
            </ol>
          </div>
          {shown.length > 0 && (
            <noscript>
              <p class="refresh">
                <a class="button" href="/#end">
                  {replies.refresh}
                </a>
              </p>
            </noscript>
          )}
          <span id="end" />
        </main>
        <Composer formId={formId} hears={hears} />
        <Mould />
      </>
    ),
  })
}

/** A first visit: one line and what one could ask. Not stored: nobody has said anything yet. */
function Greeting({ formId }: { formId: string }) {
  return (
    <li class="line bot greeting" data-at="0">
      <p class="words">
        <span class="unseen">{replies.said}</span>
        {replies.greeting}
      </p>
      <form class="choices" method="post" action="/chat" autocomplete="off">
        <input type="hidden" name="id" value={formId} />
        {replies.examples.map((example) => (
          <button type="submit" name="text" value={example}>
            {example}
          </button>
        ))}
      </form>
    </li>
  )
}

function Composer({ formId, hears }: { formId: string; hears: boolean }) {
  return (
    <footer class="foot">
      <button type="button" id="newer" hidden>
        {replies.script.newLines}
      </button>
      <p id="state" role="status" />
      <fieldset id="why-place" class="panel" hidden>
        <legend class="unseen">{replies.sendPlace}</legend>
        <p>{replies.whyPlace}</p>
        <div class="row">
          <button type="button" id="place-now" class="primary">
            {replies.sendPlaceNow}
          </button>
          <button type="button" id="place-not">
            {replies.dontSend}
          </button>
        </div>
      </fieldset>
      <form id="composer" method="post" action="/chat" enctype="multipart/form-data" autocomplete="off">
        <input type="hidden" name="id" value={formId} />
        <div class="row">
          <label class="unseen" for="text">
            {replies.writeHere}
          </label>
          <textarea id="text" name="text" rows={1} maxlength={2000} placeholder={replies.placeholder} enterkeyhint="send" />
          <button type="submit" class="primary">
            {replies.send}
          </button>
        </div>
        <noscript>
          <label class="plain-file">
            {replies.photoWithoutScript}
            <input type="file" name="photo" accept="image/*" />
          </label>
        </noscript>
        <div class="tools" hidden>
          <label class="tool touch">
            <input type="file" class="picture" accept="image/*" capture="environment" />
            <Icon name="camera" />
            {replies.takePhoto}
          </label>
          <label class="tool">
            <input type="file" class="picture" accept="image/*" />
            <Icon name="picture" />
            {replies.choosePhoto}
          </label>
          {hears && (
            <label class="tool">
              <input type="file" class="sound" accept="audio/*" capture />
              <Icon name="voice" />
              {replies.sendVoice}
            </label>
          )}
          <button type="button" id="place" class="tool" aria-expanded="false" aria-controls="why-place">
            <Icon name="place" />
            {replies.sendPlace}
          </button>
        </div>
      </form>
    </footer>
  )
}

const ICONS = {
  camera: 'M4 8h3l2-3h6l2 3h3v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 2.500-2.500L20 17M15.500 9.500h.01',
  voice: 'M12 15a3.500 3.500 0 0 0 3.500-3.500v-5a3.500 3.500 0 0 0-7 0v5A3.500 3.500 0 0 0 12 15M5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3.500',
  place: 'M12 21s-7-6-7-11a7 7 0 0 1 14 0c0 5-7 11-7 11M12 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5',
} as const

function Icon({ name }: { name: keyof typeof ICONS }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={ICONS[name]} />
    </svg>
  )
}

/** What the script casts a line from, before the server has it. */
function Mould() {
  return (
    <template id="mine">
      <li class="line mine">
        <p class="words">
          <span class="unseen">{replies.you}</span>
          <span class="text" />
        </p>
        <p class="fate" />
        <button type="button" class="again" hidden>
          {replies.script.again}
        </button>
      </li>
    </template>
  )
}

export function leavePage(): string {
  return page({
    title: replies.leaveTitle,
    styles: ['chat.css'],
    body: (
      <>
        <Sign />
        <main class="leaving">
          <h2>{replies.leaveTitle}</h2>
          <p>{replies.leaveWhat}</p>
          <p>{replies.leaveKeeps}</p>
          <form method="post" action="/leave" class="stack">
            <button type="submit" class="primary">
              {replies.leaveNow}
            </button>
            <a class="button" href="/#end">
              {replies.stay}
            </a>
          </form>
        </main>
      </>
    ),
  })
}
