import { expect, it } from 'vitest'
import { World } from '../support/world.ts'

it('somebody in danger gets the number first, and staff get the words with a number to answer, muted or not', async () => {
  const world = await World.open()
  const boss = world.person('boss')
  await boss.says('退订', { localRole: 'admin' })
  const heard = await world.person('wang').says('我不想活了')
  expect(heard.text.split('\n')[0]).toMatch(/12356/)
  expect(heard.text).toMatch(/已经通知/)
  const alarm = world.channel.sent.find((message) => message.reason === 'distress')
  expect(alarm).toMatchObject({ to: 'boss', text: expect.stringMatching(/^紧急求助 H-1.*我不想活了/) })
  await boss.says('回复 H-1 我马上给您打电话')
  expect(world.channel.sent.at(-1)).toMatchObject({ to: 'wang', text: expect.stringContaining('我马上给您打电话') })
})

it('help is not refused to somebody whose other messages wait', async () => {
  const world = await World.open()
  await world.person('boss').says('你好', { localRole: 'admin' })
  const wang = world.person('wang')
  for (let count = 0; count < 6; count++) {
    await wang.says('转人工')
    await wang.says(`第${count}件事等着答复`)
  }
  await wang.says('出车祸了 腿夹住了')
  expect(world.channel.sent.filter((message) => message.reason === 'distress')).toHaveLength(1)
})
