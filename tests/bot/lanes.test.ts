/** Work side by side: so many pieces at once, in order of importance, and none lost. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Lanes, Turns } from '../../src/bot/lanes.ts'

it('whatever is added and however long it takes, all is done once, never more at once than there are lanes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), async (steps, width) => {
      const done: number[] = []
      let busy = 0
      let most = 0
      const lanes = new Lanes<number>(
        width,
        () => 0,
        async (piece) => {
          busy += 1
          most = Math.max(most, busy)
          for (let step = 0; step < (steps[piece] ?? 0); step++) await Promise.resolve()
          busy -= 1
          done.push(piece)
        },
      )
      lanes.add(steps.map((_, position) => position).slice(0, 10))
      await lanes.next()
      lanes.add(steps.map((_, position) => position).slice(10))
      await lanes.idle()
      expect(done.toSorted((a, b) => a - b)).toEqual(steps.map((_, position) => position))
      expect(most).toBeLessThanOrEqual(width)
      expect(lanes.inHand).toEqual([])
    }),
  )
})

it('what is more important overtakes what waits, and the rest keeps its order', async () => {
  const done: string[] = []
  const lanes = new Lanes<{ name: string; priority: number }>(
    1,
    (a, b) => b.priority - a.priority,
    async ({ name }) => {
      done.push(name)
    },
  )
  lanes.add([
    { name: 'first', priority: 0 },
    { name: 'second', priority: 0 },
    { name: 'third', priority: 0 },
  ])
  lanes.add([{ name: 'urgent', priority: 9 }])
  await lanes.idle()
  expect(done).toEqual(['first', 'urgent', 'second', 'third'])
})

it('a failure does not hold up what comes after it under the same key', async () => {
  const turns = new Turns()
  const order: number[] = []
  const failing = turns.take('a', async () => {
    order.push(1)
    throw new Error('failed')
  })
  const next = turns.take('a', async () => order.push(2))
  await expect(failing).rejects.toThrow('failed')
  await next
  await turns.idle()
  expect(order).toEqual([1, 2])
})
