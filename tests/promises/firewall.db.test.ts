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

/** What a finder and an owner told in private and what must never be heard in a group: it is what the thing could be claimed with. */
const KEPT_BACK = ['红葫芦', '奖状', '13912345678', '41010119900307', '豫F·5X777', '郑大山', '前台3号柜', '18622223333', '缺了个角']

it('nothing that was told of lost things in private is heard in a group, whoever asks and however', { timeout: 120_000 }, async () => {
  const world = await World.open()
  const [wang, li, boss, eve] = [world.person('wang'), world.person('li'), world.person('boss'), world.person('eve')]
  await boss.says('你好', { localRole: 'counter' })
  const told = [
    await wang.says('昨晚建设路拉的客人落了个黑色双肩包 联想电脑 拉链挂个红葫芦 里面有张奖状 还有身份证410101199003071231 我电话13912345678 车牌豫F·5X777', {
      display: '郑大山',
    }),
    await boss.says('保管 F-1 前台3号柜'),
    await li.says('昨晚在建设路打车，黑色双肩包落后座了，里面有台联想电脑，电脑缺了个角，我叫郑大山，电话18622223333'),
    await li.says('认领 L-1'),
    await li.says('拉链上有个红葫芦'),
    await boss.says('F-1'),
  ]
  const chances = [
    ...[
      '我的失物',
      'L-1',
      'F-1',
      '查看 F-1',
      '认领 L-1',
      '认领 L-1 F-1',
      '确认 F-1 L-1',
      '不是 F-1 L-1',
      '补充 L-1 里面还有钥匙',
      '失物待办',
      '失物招领清单',
      '失物统计',
    ],
    ...[
      '有没有人捡到一个双肩包',
      '谁捡到黑色双肩包了 里面有联想电脑 建设路',
      '捡到的那个包里有什么',
      '包上挂着什么',
      '谁捡到的 电话多少',
      '失主叫什么',
      'F-1 放哪了',
      'F-1 里面有什么',
    ],
    ...[
      '查看传话 L-1 F-1',
      '愿意传话',
      '传话 你电话多少',
      '待办',
      '已归还 F-1',
      '拿到了',
      '没拿到',
      '我丢了个黑色双肩包 联想电脑 建设路 昨晚',
      '又捡到一个黑色双肩包 联想电脑 建设路 昨晚',
    ],
    ...['补充', '是我的', '是他的', '1', '2', '换到私聊', '上一条再说一遍', '导出我的资料'],
  ]
  const heard: string[] = []
  for (const text of chances)
    for (const each of [eve, wang, li, boss]) {
      const { text: answer, end } = await each.asksIn('g:night', text, { display: '群友' })
      heard.push(`${text} → ${answer} ${JSON.stringify(end.data ?? {})}`)
    }
  for (const secret of KEPT_BACK)
    expect(
      heard.filter((each) => each.includes(secret)),
      secret,
    ).toEqual([])
  const rows = await world.app.db.read.select().from(outgoing)
  const leaked = rows.filter((row) => row.place === 'group' && (row.audience !== 'public' || KEPT_BACK.some((secret) => row.text.includes(secret))))
  expect(leaked.map(({ text }) => text)).toEqual([])
  // It has teeth: in private the keepers of these words are told them.
  expect(told.map(({ text }) => text).join()).toContain('红葫芦')
  expect(rows.filter((row) => row.place === 'private' && KEPT_BACK.some((secret) => row.text.includes(secret))).length).toBeGreaterThan(0)
})
