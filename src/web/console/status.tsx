/** The status page: is all well, what is in detail, and who is looking. */
import type { Calendar } from '../../lib/calendar.ts'
import type { Member } from './access.ts'
import { Card, Channels, Jobs, Light, Messages, Questions, System, type Words } from './cards.tsx'
import { consolePage } from './frame.tsx'
import * as replies from './replies.ts'
import { momentWords, type Report } from './report.ts'

export interface StatusParts {
  report: Report
  member: Member
  /** The channels on which the member's chat account speaks. */
  seenOn: readonly string[]
  calendar: Calendar
  version: string
}

export function statusPage({ report, member, seenOn, calendar, version }: StatusParts): string {
  const words: Words = (moment) => momentWords(moment, report.now, calendar)
  return consolePage({
    title: report.troubles.length > 0 ? `(${report.troubles.length}) ${replies.site}` : replies.site,
    member,
    wide: true,
    children: (
      <main class="status">
        <div id="live">
          <Summary report={report} time={calendar.localTime(report.now)} />
          <div class="cards">
            <Channels channels={report.channels} />
            <Questions questions={report.questions} />
            <Messages report={report} words={words} seesNames={member.roles.includes('admin')} />
            <Jobs jobs={report.jobs} words={words} />
            <System report={report} version={version} />
            <Identity member={member} seenOn={seenOn} />
          </div>
        </div>
      </main>
    ),
  })
}

/** The one-time code, shown once, and what to do with it. */
export function codePage({ code, minutes, member }: { code: string; minutes: number; member: Member }): string {
  return consolePage({
    title: `${replies.codeTitle} · ${replies.site}`,
    member,
    children: (
      <main class="door">
        <h1>{replies.codeTitle}</h1>
        <ol class="steps">
          {replies.codeSteps(minutes).map((step) => (
            <li>{step}</li>
          ))}
        </ol>
        <p class="code">{code}</p>
        <p class="hint">{replies.codeOnce}</p>
        <p>
          <a class="button" href="/console">
            {replies.back}
          </a>
        </p>
      </main>
    ),
  })
}

function Summary({ report: { troubles }, time }: { report: Report; time: string }) {
  const well = troubles.length === 0
  return (
    <section class={well ? 'summary well' : 'summary look'}>
      <h2>
        <Light is={well ? 'green' : 'red'} /> {well ? replies.allWell : replies.look(troubles.length)}
      </h2>
      {well ? (
        <p>{replies.allWellWhy}</p>
      ) : (
        <ul>
          {troubles.map((trouble) => (
            <li>{trouble}</li>
          ))}
        </ul>
      )}
      <p class="hint">
        <span class="time">{replies.updated(time)}</span>
        <span class="scripted" hidden>
          {replies.updates}
        </span>
        <a href="/console">{replies.refresh}</a>
      </p>
    </section>
  )
}

function Identity({ member: { name, roles, personId }, seenOn }: { member: Member; seenOn: readonly string[] }) {
  return (
    <Card title={replies.me}>
      <p>
        {name}（{roles.map((role) => replies.roles[role]).join('、') || replies.noRole}）
      </p>
      <p class="hint">{personId === undefined ? replies.notJoined : replies.joined(seenOn)}</p>
      <form class="act" method="post" action="/console/chat-code">
        <button type="submit">{personId === undefined ? replies.joinChat : replies.changeChat}</button>
      </form>
    </Card>
  )
}
