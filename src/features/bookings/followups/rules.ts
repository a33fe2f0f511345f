/** Answers to what is asked after a booking. Pure. */

/** "不说", "跳过", "没有": an answer that tells nothing. */
export const isSkip = (said: string): boolean =>
  /^(?:不(?:说|想说|方便说?|写|填|告诉你?|知道)|跳过|没有|无|略|当面说|见面说|到时候说|算了)(?:了|吧|啊)?$/.test(said.replace(/[\s\p{P}]+/gu, ''))
