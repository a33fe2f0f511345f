/** The commands as programs and operators meet them. */
import { expect, it } from 'vitest'
import { newDatabase } from './support/engine.ts'
import { chatJson, start } from './support/product.ts'

const ask = (id: string, text: string, more: object = {}) => ({ id, from: 'u1', chat: 'private', text, ...more })

it('chat --json answers each line and ends its turn', async () => {
  const back = await chatJson([ask('1', '理发多少钱')], ['--db', await newDatabase('empty')])
  expect(back).toMatchObject([
    { re: '1', kind: 'reply', to: 'u1', chat: 'private', text: expect.stringContaining('9.9元') },
    { re: '1', kind: 'end', intent: 'answer', topic: 'haircut', handled: true },
  ])
})

it('chat --json says what is wrong with a bad line and reads the next one', async () => {
  const back = await chatJson(
    [
      'no json',
      '[]',
      '{"id":"1","text":"你好"}',
      '{"id":"2","from":"u1","chat":"somewhere","text":"你好"}',
      '{"id":"3","from":"u1","at":"yesterday","text":"你好"}',
      '{"id":"4","from":"u1"}',
      ask('5', '理发多少钱'),
    ],
    ['--db', await newDatabase('empty')],
  )
  expect(back.map((line) => line.kind)).toEqual(['error', 'error', 'error', 'error', 'error', 'error', 'reply', 'end'])
  expect(back[2]?.message).toMatch(/^from:/)
})

it('chat --json keeps what it did: a line sent again to a new process is not done again', async () => {
  const db = await newDatabase('empty')
  const line = ask('7', '老板欠我三万运费')
  const first = (await chatJson([ask('6', '转人工', { at: '2026-11-24T10:00:00+08:00' }), line], ['--db', db])).at(-1)
  expect(first).toMatchObject({ intent: 'human', data: { message: 'H-1' } })
  const again = await chatJson([line, ask('7', '理发多少钱')], ['--db', db])
  expect(again[0]).toMatchObject({ re: '7', kind: 'end', intent: 'human', data: first?.data, duplicate: true })
  expect(again.at(-1)).toMatchObject({ topic: 'haircut' })
})

it('npm start serves, says where, tells its health, and stops within ten seconds without losing anything', async () => {
  const { child, ended, says } = start(['start'], { DATABASE_URL: await newDatabase('empty'), PORT: '0', LOG_LEVEL: 'error' })
  const address = await says(/http:\/\/127\.0\.0\.1:\d+/)
  for (const [path, words] of [
    ['/healthz', 'ok'],
    ['/readyz', 'ready'],
    ['/', '司机服务中心'],
  ] as const) {
    const response = await fetch(`${address}${path}`)
    expect(response.status).toBe(200)
    expect(await response.text()).toContain(words)
  }
  const asked = performance.now()
  child.kill('SIGTERM')
  expect((await ended).code).toBe(0)
  expect(performance.now() - asked).toBeLessThan(10_000)
})

it('a port in use and a wrong setting stop the start with one clear line each', async () => {
  const database = await newDatabase('empty')
  const first = start(['start'], { DATABASE_URL: database, PORT: '0', LOG_LEVEL: 'error' })
  const port = (await first.says(/127\.0\.0\.1:\d+/)).split(':')[1] ?? ''
  const second = await start(['start'], { DATABASE_URL: database, PORT: port, LOG_LEVEL: 'error' }).ended
  expect(second).toMatchObject({ code: 1, stderr: expect.stringMatching(/✗ PORT: \d+ on 127\.0\.0\.1 is already in use/) })
  const third = await start(['start'], { DATABASE_URL: 'mongodb://x', PORT: 'many' }).ended
  expect(third.code).toBe(1)
  expect(third.stderr.trim().split('\n')).toHaveLength(2)
  first.child.kill('SIGTERM')
  await first.ended
})

it('an unknown command, option or database address is refused with the usage', async () => {
  for (const args of [['dance'], ['chat', '--jsno'], ['chat', '--json', '--db', 'somewhere']]) {
    const { code, stderr } = await start(args).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/✗ .*(allowed|usage)/)
    expect(stderr).not.toMatch(/at .*\.js:/)
  }
})
