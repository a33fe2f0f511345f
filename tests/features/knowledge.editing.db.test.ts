/** Staff change what the centre says: live at once, checked, kept in a history, undone again. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Desk } from '../../src/features/knowledge/editing/operations.ts'
import type { Edit } from '../../src/features/knowledge/knowledge/rules.ts'
import { openCalendar } from '../../src/lib/calendar.ts'
import type * as worlds from '../support/world.ts'
import '../support/engine.ts'

let World: typeof worlds.World
let editing: typeof import('../../src/features/knowledge/editing/operations.ts', { with: { 'resolution-mode': 'import' }})
let regression: typeof import('../../src/features/knowledge/regression/operations.ts', { with: { 'resolution-mode': 'import' }})
let learning: typeof import('../../src/features/knowledge/learning/operations.ts', { with: { 'resolution-mode': 'import' }})
let tables: typeof import('../../src/db/schema.ts', { with: { 'resolution-mode': 'import' }})
let world: worlds.World
let wang: worlds.Somebody

const calendar = openCalendar('Asia/Shanghai')
const at = <T>(work: (desk: Desk) => Promise<T>): Promise<T> => world.app.db.tx((tx) => work({ tx, now: world.app.clock.now(), who: '小李', calendar }))
const fact = (key: string, value: string): Edit => ({ kind: 'fact', key, value: { value, sample: false, source: '办公室', owner: '', validUntil: null } })

beforeAll(async () => {
  ;({ World } = await import('../support/world.ts'))
  editing = await import('../../src/features/knowledge/editing/operations.ts')
  regression = await import('../../src/features/knowledge/regression/operations.ts')
  learning = await import('../../src/features/knowledge/learning/operations.ts')
  tables = await import('../../src/db/schema.ts')
})
beforeEach(async () => {
  world = await World.open()
  wang = world.person('王师傅')
})

describe('a change', () => {
  it('of a fact is said at once, everywhere it is used, also by another process', async () => {
    const other = await World.open({ databaseUrl: world.databaseUrl })
    expect((await other.person('李师傅').says('理发多少钱', { update: 'a' })).text).toContain('9.9元')
    await at((desk) => editing.change(desk, 'fact', 'haircut.price', { value: '12元' }))
    expect((await wang.says('理发多少钱')).text).toContain('理发12元')
    expect((await other.person('李师傅').says('理发多少钱', { update: 'b' })).text).toContain('理发12元')
  })

  it('is kept with who, when, before and after, and in the audit log', async () => {
    const done = await at((desk) => editing.change(desk, 'fact', 'haircut.price', { value: '12元' }))
    expect(done).toMatchObject({ ok: true, value: { number: 'K-1' } })
    const [change] = await editing.history(world.app.db.read, { kind: 'fact', key: 'haircut.price' })
    expect(change).toMatchObject({ number: 'K-1', who: '小李', at: world.app.clock.now(), before: { value: '9.9元' }, after: { value: '12元' }, undoes: null })
    const log = await world.app.db.read.select().from(tables.audit)
    expect(log.map(({ actor, action, subject }) => [actor, action, subject])).toContainEqual(['小李', 'knowledge.edit', 'K-1 fact:haircut.price'])
  })

  it('that changes nothing is none', async () => {
    const done = await at((desk) => editing.change(desk, 'fact', 'haircut.price', { value: '9.9元' }))
    expect(done).toMatchObject({ ok: true, value: { number: undefined } })
    expect(await editing.history(world.app.db.read)).toEqual([])
  })

  it('by two at once is in the history as it happened, one after the other', async () => {
    const set = (value: string) => at((desk) => editing.change(desk, 'fact', 'haircut.price', { value }))
    await Promise.all(['10元', '11元', '12元', '13元'].map(set))
    const changes = (await editing.history(world.app.db.read)).reverse()
    const values = changes.map(({ before, after }) => [before, after].map((entry) => (entry as { value: string }).value))
    expect(values[0]?.[0]).toBe('9.9元')
    for (const [position, [before]] of values.entries()) if (position > 0) expect(before).toBe(values[position - 1]?.[1])
  })

  it('to confirm a sample ends the remark about it', async () => {
    expect((await wang.says('服务台电话多少')).text).toContain('示例信息')
    await at((desk) => editing.confirm(desk, 'fact', 'centre.phone'))
    expect((await wang.says('服务台电话多少')).text.split('\n')[0]).not.toContain('示例')
  })

  it.each<[string, Edit, string]>([
    [
      'a reference to nothing',
      { kind: 'aspect', key: 'haircut/what', value: { template: '{haircut.prize}', sample: false, source: '', owner: '', validUntil: null } },
      'reference',
    ],
    [
      'a brace left open',
      { kind: 'aspect', key: 'haircut/what', value: { template: '理发{haircut.price', sample: false, source: '', owner: '', validUntil: null } },
      'braces',
    ],
    [
      'an answer to no topic',
      { kind: 'aspect', key: 'bath/what', value: { template: '能洗澡', sample: false, source: '', owner: '', validUntil: null } },
      'no-topic',
    ],
    ['a fact that is used', { kind: 'fact', key: 'haircut.price', value: undefined }, 'in-use'],
    ['a place that is used', { kind: 'place', key: 'haircut', value: undefined }, 'in-use'],
    ['an empty fact', fact('haircut.price', ' '), 'empty'],
    ['a day that does not exist', { kind: 'holiday', key: '2027-02-30', value: { kind: 'holiday', name: '春节' } }, 'day'],
    ['a topic without an answer', { kind: 'topic', key: 'own.bath', value: { title: '洗澡', place: null, names: null, position: 90 } }, 'no-what'],
    ['a topic called like an intent', { kind: 'topic', key: 'help', value: { title: '帮助', place: null, names: null, position: 90 } }, 'taken'],
  ])('with %s is refused as a whole', async (_, wrong, problem) => {
    const done = await at((desk) => editing.edit(desk, [fact('water.where', '二楼'), wrong]))
    expect(done).toMatchObject({ ok: false, reason: 'mistakes' })
    expect(done.ok ? [] : done.mistakes.map((mistake) => mistake.problem)).toContain(problem)
    expect(await editing.history(world.app.db.read)).toEqual([])
    expect((await wang.says('哪里能打水')).text).not.toContain('二楼')
  })
})

describe('undoing', () => {
  it('brings back what was, is a change itself, and can be undone', async () => {
    await at((desk) => editing.change(desk, 'fact', 'haircut.price', { value: '12元' }))
    expect(await at((desk) => editing.undo(desk, 'K-1'))).toMatchObject({ ok: true, value: { number: 'K-2' } })
    expect((await wang.says('理发多少钱')).text).toContain('9.9元')
    await at((desk) => editing.undo(desk, 'K-2'))
    expect((await wang.says('理发多少钱')).text).toContain('12元')
    expect((await editing.history(world.app.db.read)).map(({ number, undoes }) => [number, undoes])).toEqual([
      ['K-3', 'K-2'],
      ['K-2', 'K-1'],
      ['K-1', null],
    ])
  })

  it('brings a deleted topic back with all its answers', async () => {
    await at((desk) => editing.remove(desk, 'topic', 'microwave'))
    expect((await wang.says('微波炉在哪')).text).toContain('还没有资料')
    await at((desk) => editing.undo(desk, 'K-1'))
    expect((await wang.says('微波炉在哪')).text).toContain('一楼餐厅门口')
  })

  it('brings places, special days and holidays back, too', async () => {
    const special: Edit = { kind: 'special', key: 'canteen/2026-11-25', value: { hours: [], reason: '盘点' } }
    const holiday: Edit = { kind: 'holiday', key: '2026-11-27', value: { kind: 'holiday', name: '司机节' } }
    await at((desk) => editing.edit(desk, [special, holiday, { kind: 'place', key: 'garage', value: placeEntry('维修间') }]))
    await at((desk) =>
      editing.edit(
        desk,
        [special, holiday, { kind: 'place' as const, key: 'garage', value: undefined }].map((each) => ({ ...each, value: undefined }) as Edit),
      ),
    )
    await at((desk) => editing.undo(desk, 'K-2'))
    expect((await wang.says('明天饭堂几点开饭')).text).toContain('盘点')
    expect(
      await at((desk) => editing.preview(desk.tx, [special, holiday, { kind: 'place', key: 'garage', value: placeEntry('维修间') }], desk.now, calendar)),
    ).toMatchObject({ changes: [] })
  })

  it('is refused where something was changed again since', async () => {
    await at((desk) => editing.change(desk, 'fact', 'haircut.price', { value: '12元' }))
    await at((desk) => editing.change(desk, 'fact', 'haircut.price', { value: '15元' }))
    expect(await at((desk) => editing.undo(desk, 'K-1'))).toEqual({ ok: false, reason: 'changed-since' })
    expect(await at((desk) => editing.undo(desk, 'K-99'))).toEqual({ ok: false, reason: 'no-such-change' })
  })
})

const placeEntry = (title: string) => ({
  title,
  weekly: Array.from({ length: 7 }, () => [{ from: '09:00', to: '17:00' }]),
  holidays: 'closed' as const,
  sample: false,
  source: '',
  owner: '',
  validUntil: null,
})

describe('public holidays', () => {
  const HOLIDAY: Edit = { kind: 'holiday', key: '2026-11-25', value: { kind: 'holiday', name: '司机节' } }

  it('of staff count in answers at once', async () => {
    expect((await wang.says('明天律师在吗')).text).toContain('明天（周三）开')
    await at((desk) => editing.edit(desk, [HOLIDAY]))
    expect((await wang.says('明天律师在吗')).text).toContain('明天（周三）是司机节假期，不开')
  })

  it('of the library can be made ordinary days, and weekends be worked', async () => {
    world = await World.open({ at: '2026-09-30T10:00:00+08:00' })
    wang = world.person('王师傅')
    expect((await wang.says('明天业务窗口开门吗')).text).toContain('国庆节假期')
    await at((desk) => editing.setHoliday(desk, '2026-10-01', { kind: 'ordinary', name: '照常' }))
    expect((await wang.says('明天业务窗口开门吗')).text).toContain('明天（周四）开，8:30—12:00')
    await at((desk) => editing.setHoliday(desk, '2026-10-03', { kind: 'workday', name: '国庆节' }))
    expect((await wang.says('10月3号业务窗口开门吗')).text).toContain('调休上班')
  })
})

describe('a topic made by staff', () => {
  it('is understood, answered and taken away again', async () => {
    const { name, edited } = await at((desk) =>
      editing.makeTopic(desk, { title: '洗澡', aspects: { what: '二楼能洗澡，热水到21:00。', price: '洗澡不要钱。' }, names: ['洗澡', '淋浴'] }),
    )
    expect([name, edited.ok]).toEqual(['own.xi-zao', true])
    const again = await at((desk) => editing.makeTopic(desk, { title: '洗澡', aspects: { what: '能洗澡。' } }))
    expect(again.edited).toMatchObject({ ok: false, reason: 'mistakes', mistakes: [{ problem: 'taken', detail: '洗澡' }] })
    const { LiveMind } = await import('../../src/intents/live.ts')
    const mind = new LiveMind({ cacheFolder: 'data/cache' })
    const added = await at(({ tx, now, who }) => learning.addWordings({ tx, now, who, mind }, ['哪里能冲个凉', '洗澡'], name, true))
    expect(added.ok).toBe(true)
    // Word for word at once; what is like it after the training in the background, which is not waited for here.
    await mind.learn(await learning.teaching.lessons(world.app.db.read)).catch(() => undefined)
    expect(mind.understand('哪里能冲个凉').readings[0]).toMatchObject({ intent: 'answer', topic: name })
    expect(mind.explain('哪里能冲个凉').meanings[0]).toMatchObject({ label: name, means: '洗澡' })
    await world.app.beat()
    await Promise.all(world.app.learners.map((learner) => learner.idle()))
    const heard = await wang.says('哪里能冲个凉')
    expect(heard.end).toMatchObject({ intent: 'answer', topic: name })
    expect(heard.text).toContain('二楼能洗澡')
    expect((await wang.says('那多少钱')).text).toContain('洗澡不要钱')
    await at((desk) => editing.remove(desk, 'topic', name))
    expect((await world.person('李师傅').says('哪里能冲个凉')).text).not.toContain('二楼能洗澡')
    await at((desk) => editing.undo(desk, 'K-2'))
    expect((await world.person('张师傅').says('哪里能冲个凉')).text).toContain('二楼能洗澡')
  })
})

describe('the regression list', () => {
  const keep = (text: string, label: string, contains: string[]) =>
    at(({ tx, now, who }) => regression.keepQuestion({ tx, now, who }, { text, folded: text, label, aspect: 'price', contains }))

  it('refuses a change that spoils a listed question, with what would break, unless it is confirmed', async () => {
    await keep('理发多少钱', 'haircut', ['9.9元'])
    const refused = await at((desk) => editing.change(desk, 'fact', 'haircut.price', { value: '12元' }))
    expect(refused).toMatchObject({ ok: false, reason: 'breaks', breaks: [{ text: '理发多少钱', label: 'haircut', lacks: ['9.9元'] }] })
    expect((await wang.says('理发多少钱')).text).toContain('9.9元')
    expect(await at((desk) => editing.change(desk, 'fact', 'haircut.price', { value: '12元' }, { confirmed: true }))).toMatchObject({ ok: true })
    expect((await wang.says('理发多少钱')).text).toContain('12元')
  })

  it('minds a topic that goes and a fact that lapses, but not what was spoilt before', async () => {
    await keep('微波炉在哪', 'microwave', [])
    await keep('理发多少钱', 'haircut', ['1元钱'])
    expect(await at((desk) => editing.remove(desk, 'topic', 'microwave'))).toMatchObject({ reason: 'breaks', breaks: [{ text: '微波炉在哪', lacks: [] }] })
    await keep('饭多少钱', 'meal', ['5元'])
    expect(await at((desk) => editing.change(desk, 'fact', 'meal.price', { validUntil: '2026-11-01' }))).toMatchObject({ reason: 'breaks' })
    expect(await at((desk) => editing.change(desk, 'fact', 'haircut.price', { value: '12元' }))).toMatchObject({ ok: true })
  })
})

describe('what lapses', () => {
  it('is told to its owner once before and once after, and no longer said', async () => {
    await world.person('小王').says('你好', { localRole: 'legal', display: '小王' })
    await world.person('前台').says('你好', { localRole: 'counter' })
    const member = (await world.app.db.read.select().from(tables.staff)).find(({ name }) => name.includes('小王'))
    await at((desk) => editing.change(desk, 'fact', 'haircut.price', { validUntil: '2026-11-27', owner: member?.name ?? '' }))
    await at((desk) => editing.change(desk, 'fact', 'meal.price', { validUntil: '2026-11-27' }))
    const told = (pushes: { to: string; text: string }[]) => pushes.map(({ to, text }) => `${to}: ${text.split('\n').slice(0, 2).join(' ')}`).sort()
    expect(told(await world.moves('2026-11-25T12:00:00+08:00'))).toEqual([
      '前台: 这些内容快到期了： · meal.price：5元（到2026-11-27）',
      '小王: 这些内容快到期了： · haircut.price：9.9元（到2026-11-27）',
    ])
    expect(await world.moves('2026-11-27T12:00:00+08:00')).toEqual([])
    expect((await wang.says('理发多少钱')).text).toContain('9.9元')
    expect(told(await world.moves('2026-11-28T12:00:00+08:00'))).toEqual([
      expect.stringMatching(/^前台: 这些内容过期了.* · meal.price/),
      expect.stringMatching(/^小王: 这些内容过期了.* · haircut.price/),
    ])
    expect(await world.moves('2026-11-30T12:00:00+08:00')).toEqual([])
    const said = (await wang.says('理发多少钱')).text
    expect(said).toContain('正在核实')
    expect(said).not.toContain('9.9元')
  })
})
