/** What words mean depends on who says them: to drivers, what only staff can mean does not exist. */
import type { Understanding } from '../intents/understanding.ts'
import type { Context } from './capability.ts'
import type { Product } from './product.ts'

/** A reading below this is neither acted on nor offered. */
const NOTICEABLE = 0.02

/** What only staff can mean is no meaning of others' words: the next likely one comes up. */
export async function asHeardFrom(ctx: Pick<Context, 'holds'>, product: Pick<Product, 'intents' | 'understand'>, heard: Understanding): Promise<Understanding> {
  const hidden = new Set<string>()
  const hide = async (readings: Understanding['readings']): Promise<void> => {
    for (const { intent } of readings) {
      const roles = product.intents.get(intent)?.roles
      if (roles && !(await ctx.holds(...roles))) hidden.add(intent)
    }
  }
  await hide(heard.readings.filter(({ confidence }) => confidence >= NOTICEABLE))
  if (hidden.size === 0) return heard
  // Words claimed for what does not exist for this speaker are read once more without that.
  const plain = heard.certain && hidden.has(heard.readings[0]?.intent ?? '') ? product.understand(heard.raw, undefined, hidden) : heard
  // What was small beside them comes up now, and may be for staff only, too.
  await hide(plain.readings)
  return { ...plain, readings: plain.readings.filter((reading) => !hidden.has(reading.intent)) }
}
