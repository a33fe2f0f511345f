/** "Not A but B": the part that is denied says what the message does not mean. */

/** 不是问…,我问… / 不问…问… / 不是…,是…: the denied clause up to the next comma or space. */
const DENIED =
  /(?:^|(?<=[\s\p{P}]))我?(?:不是|不|别)(?:问|要问|想问|说|要说|想|要|找|查|看)?[^\s\p{P}]{2,24}[\s\p{P}]+(?=(?:我|就|只|而)?(?:是|问|要|想|找|查|看|说)[^\s\p{P}]{2,})/gu

/** The text without what it denies, when it goes on to say what it wants instead. */
export function withoutDenied(text: string): string {
  const left = text.replace(DENIED, '').trim()
  return Array.from(left).length >= 3 ? left : text
}
