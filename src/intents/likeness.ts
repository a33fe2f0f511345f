/** How alike two sentences look: the characters and pairs of characters they share. */

/** Characters and neighbouring pairs of a folded sentence. */
export function gramsOf(text: string): ReadonlySet<string> {
  const grams = new Set<string>()
  let before = ''
  for (const character of text.replace(/[\s\p{P}\p{S}]+/gu, '')) {
    if (before !== '') grams.add(before + character)
    grams.add(character)
    before = character
  }
  return grams
}

/** 0 for nothing in common, 1 for the same (Dice's coefficient). */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let shared = 0
  for (const gram of a) if (b.has(gram)) shared += 1
  return (2 * shared) / (a.size + b.size)
}
