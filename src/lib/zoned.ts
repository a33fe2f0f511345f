/** A moment as other programs read it: local time of the zone with its offset, `2026-11-25T08:30:00+08:00`. */
export function isoZoned(moment: Date, zone: string): string {
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(moment).replace(' ', 'T')
  const minutes = Math.round((Date.parse(`${local}Z`) - moment.getTime()) / 60_000)
  const size = Math.abs(minutes)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${local}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
