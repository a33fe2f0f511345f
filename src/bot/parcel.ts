/** Rows as they go on the wire: one by one, or several of one person that waited for the end of quiet hours as one message. */
import type { Channel, OutgoingMessage } from './channel.ts'
import type { Files } from './files.ts'
import { TO_PRIVATE } from './outbox.ts'
import { joinedNotice, repeatedNotice } from './replies.ts'
import type { OutgoingRow } from './store/outgoing.ts'

/** The most that are joined, and the longest that comes of it (characters). */
const JOINED = 12
const LONGEST = 1_500

/** The first row leads; the others share its fate. */
export type Parcel = readonly [OutgoingRow, ...OutgoingRow[]]

/** Only plain words that were put off are joined: what has choices or files speaks for itself. */
const joins = (row: OutgoingRow): boolean =>
  row.kind === 'push' && row.deferred && row.place === 'private' && row.choices.length === 0 && (row.files ?? []).length === 0

export function parcelsOf(rows: readonly OutgoingRow[]): Parcel[] {
  const parcels: [OutgoingRow, ...OutgoingRow[]][] = []
  for (const row of rows) {
    const open = joins(row) ? parcels.findLast(([lead]) => joins(lead) && lead.channel === row.channel && lead.address === row.address) : undefined
    const length = (open ?? []).reduce((sum, each) => sum + each.text.length, row.text.length)
    if (open && open.length < JOINED && length <= LONGEST) open.push(row)
    else parcels.push([row])
  }
  return parcels
}

/** The words and files of a parcel, for this channel. */
export async function messageOf(parcel: Parcel, channel: Channel, files: Pick<Files, 'read'>): Promise<OutgoingMessage> {
  const [row, ...others] = parcel
  const numbered = channel.abilities.buttons ? [] : row.choices.map((choice, position) => `${position + 1}. ${choice.label}`)
  const texts = others.length > 0 ? [joinedNotice(parcel.length).text, ...parcel.map(({ text }) => `· ${text}`)] : [row.text]
  const lines = [...(row.repeated && !channel.abilities.keepsSent ? [repeatedNotice.text] : []), ...texts, ...numbered]
  const enclosed = channel.abilities.files ? await enclosuresOf(row, files) : []
  return {
    id: row.id,
    kind: row.kind,
    to: row.address,
    place: row.place === 'group' ? { kind: 'group', id: row.address } : { kind: 'private' },
    text: lines.join('\n'),
    choices: row.choices.map(({ id, label }) => ({ id, label })),
    ...(enclosed.length > 0 ? { files: enclosed } : {}),
    reason: row.reason,
    toPrivate: row.reason === TO_PRIVATE,
    due: row.dueAt,
    // The stored key carries the channel's name before the channel's own id of the update.
    ...(row.answers ? { answers: row.answers } : {}),
    ...(row.updateId ? { update: row.updateId.slice(row.channel.length + 1) } : {}),
  }
}

/** A picture that is not there any more is left out: the words are worth more than their picture. */
async function enclosuresOf({ files }: OutgoingRow, folder: Pick<Files, 'read'>): Promise<NonNullable<OutgoingMessage['files']>> {
  const all: NonNullable<OutgoingMessage['files']>[number][] = []
  for (const file of files ?? []) {
    if ('base64' in file) {
      all.push(file)
      continue
    }
    const { picture, ...named } = file
    const bytes = await folder.read(picture)
    if (bytes) all.push({ ...named, base64: Buffer.from(bytes).toString('base64') })
  }
  return all
}
