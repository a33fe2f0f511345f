/** Reading what a group should hear from the bot. */

const OFF = /关|别|不要|停|才回|才答|才说|没人叫|没人@|少说|闭嘴|安静|off/i
const ON = /开|可以|能|恢复|on/i

/** May the bot answer unasked: what the words say; undefined when they say neither. */
export function unaskedIn(text: string): boolean | undefined {
  if (OFF.test(text)) return false
  return ON.test(text) ? true : undefined
}
