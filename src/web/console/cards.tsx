/** The cards of the status page, one subject each. */
import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import * as replies from './replies.ts'
import type { ChannelReport, Report } from './report.ts'

/** How a moment is written on this page. */
export type Words = (moment: Date) => string

export function Card({ title, children }: { title: string; children?: Child }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** A traffic light says it at a glance; the words beside it say it to everybody. */
export const Light = ({ is }: { is: 'green' | 'amber' | 'red' }) => <span class={`light ${is}`} aria-hidden="true" />

const LIGHTS = { up: 'green', standby: 'green', starting: 'amber', 'sign-in': 'amber', down: 'red' } as const

export function Channels({ channels }: { channels: readonly ChannelReport[] }) {
  return (
    <Card title={replies.channels}>
      {channels.length === 0 && <p>{replies.noChannels}</p>}
      <ul class="rows">
        {channels.map(({ name, is, words, qr }) => (
          <li>
            <p class="row">
              <span>{replies.channelName(name)}</span>
              <span class="state">
                <Light is={LIGHTS[is]} /> {replies.states[is]}
              </span>
            </p>
            <p class="hint">{words}</p>
            {qr && (
              <figure class="qr">
                {raw(qr)}
                <figcaption>{replies.scan}</figcaption>
              </figure>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

export function Questions({ questions: { messages, none, doubt } }: { questions: Report['questions'] }) {
  const share = Math.round((100 * Math.max(0, messages - none)) / Math.max(1, messages))
  return (
    <Card title={replies.today}>
      {messages === 0 ? (
        <p>{replies.noQuestions}</p>
      ) : (
        <>
          <dl class="figures">
            <Figure of={replies.asked} value={messages} unit={replies.pieces} />
            <Figure of={replies.answered} value={share} unit="%" />
          </dl>
          <p class="hint">{replies.questionsWords(none, doubt)}</p>
        </>
      )}
    </Card>
  )
}

export function Messages({ report: { waiting, doubtful, failed }, words, seesNames }: { report: Report; words: Words; seesNames: boolean }) {
  const failures = failed.reduce((sum, { rows }) => sum + rows, 0)
  return (
    <Card title={replies.messages}>
      <dl class="figures">
        <Figure of={replies.waiting} value={waiting.all} unit={replies.pieces} />
        <Figure of={replies.doubtful} when={replies.inWeek} value={doubtful.number} unit={replies.pieces} />
        <Figure of={replies.failed} when={replies.inDay} value={failures} unit={replies.pieces} />
      </dl>
      {waiting.all + doubtful.number + failures === 0 && <p class="hint">{replies.nothingWaiting}</p>}
      {waiting.late > 0 && <p class="alarm">{replies.late(waiting.late)}</p>}
      {waiting.next && waiting.late === 0 && <p class="hint">{replies.nextOne(words(waiting.next))}</p>}
      {failures > 0 && (
        <>
          <h3>{replies.failed}</h3>
          <ul class="rows">
            {failed.map(({ why, rows }) => (
              <li class="row">
                <span>{why}</span>
                <span>{replies.times(rows)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Doubts doubtful={doubtful} words={words} seesNames={seesNames} />
    </Card>
  )
}

function Doubts({ doubtful: { number, latest }, words, seesNames }: { doubtful: Report['doubtful']; words: Words; seesNames: boolean }) {
  if (number === 0) return null
  return (
    <>
      <h3>{replies.doubtful}</h3>
      <p class="hint">{replies.doubtfulWhat}</p>
      <ul class="rows">
        {latest.map(({ reason, why, receiver, settledAt, place }) => (
          <li>
            <p class="row">
              <span>{seesNames ? (receiver ?? (place === 'group' ? replies.someGroup : replies.nameless)) : replies.reason(reason)}</span>
              <span>{settledAt && words(settledAt)}</span>
            </p>
            <p class="hint">{seesNames ? replies.doubt(replies.reason(reason), replies.why(why)) : replies.why(why)}</p>
          </li>
        ))}
      </ul>
      {number > latest.length && <p class="hint">{replies.more(number - latest.length)}</p>}
      {!seesNames && <p class="hint">{replies.hidden}</p>}
    </>
  )
}

export function Jobs({ jobs, words }: { jobs: Report['jobs']; words: Words }) {
  return (
    <Card title={replies.jobs}>
      {jobs.length === 0 && <p>{replies.noJobs}</p>}
      <ul class="rows">
        {jobs.map(({ name, due, last, skipped, late }) => (
          <li>
            <p class="row">
              <span>{replies.job(name)}</span>
              {late && (
                <span class="state">
                  <Light is="red" /> {replies.lateRun}
                </span>
              )}
            </p>
            <p class="hint">
              {[
                last ? replies.lastRun(words(last)) : replies.neverRun,
                late ? replies.wasDue(words(due)) : replies.nextRun(words(due)),
                ...(skipped > 0 ? [replies.skipped(skipped)] : []),
              ].join('，')}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

export function System({ report: { database, uptime }, version }: { report: Report; version: string }) {
  const lines = [
    [replies.database, `${replies.engines[database.engine]}，${database.up ? replies.reachable : replies.unreachable}`],
    [replies.uptime, replies.span(uptime)],
    [replies.version, `${version}（Node ${process.versions.node}）`],
  ]
  return (
    <Card title={replies.system}>
      <dl class="facts">
        {lines.map(([of, value]) => (
          <div>
            <dt>{of}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Figure({ of, when, value, unit }: { of: string; when?: string; value: number; unit: string }) {
  return (
    <div>
      <dt>
        {of}
        {when && <small>{when}</small>}
      </dt>
      <dd>
        {value}
        <small>{unit}</small>
      </dd>
    </div>
  )
}
