import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { outgoing } from '../../src/bot/tables.ts'
import { contentPath, readYaml } from '../../src/lib/content.ts'
import { World } from '../support/world.ts'

const Wordings = z.looseObject({ intent: z.string(), wordings: z.array(z.string()) })

/** Two sentences of everything that people can say. */
const sentences = readdirSync(contentPath('wordings'))
  .filter((file) => file.endsWith('.yaml'))
  .flatMap((file) => readYaml(contentPath('wordings', file), Wordings).wordings.slice(0, 2))

it('whatever is said in a group, nothing that was told in private is heard there', { timeout: 120_000 }, async () => {
  const world = await World.open()
  const wang = world.person('wang')
  const boss = world.person('boss')
  await boss.says('你好', { localRole: 'admin' })
  const secrets = ['王铁柱的秘密', '13877778888', '豫H·9Z999', '欠运费八万', '三楼储物柜密码']
  await wang.says('转人工')
  await wang.says('欠运费八万 电话13877778888 车牌豫H·9Z999', { display: '王铁柱的秘密' })
  const [number] = Object.values((await boss.says('今天有什么等着办')).end.data ?? {}).flat()
  await boss.says(`回复 ${String(number)} 三楼储物柜密码给您了`)
  await wang.says('绑定账号')
  const code = (await wang.says('同意')).text.match(/[0-9A-Z]{8}/)?.[0]
  expect(code).toBeDefined()
  const said: string[] = []
  for (const text of sentences) {
    said.push((await wang.asksIn('g:night', text, { display: '王铁柱的秘密' })).text)
    said.push((await boss.asksIn('g:night', text)).text)
    for (const choice of ['1', '2']) said.push((await wang.asksIn('g:night', choice)).text)
  }
  for (const secret of [...secrets, code ?? ''])
    expect(
      said.filter((text) => text.includes(secret)),
      secret,
    ).toEqual([])
  const rows = await world.app.db.read.select().from(outgoing)
  expect(rows.filter((row) => row.place === 'group' && (row.audience !== 'public' || secrets.some((secret) => row.text.includes(secret))))).toEqual([])
  // The test itself must have teeth: in private the very same words do come out.
  expect(rows.filter((row) => row.place === 'private' && secrets.some((secret) => row.text.includes(secret))).length).toBeGreaterThan(0)
})
