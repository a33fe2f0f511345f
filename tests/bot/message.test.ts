import { describe, expect, it } from 'vitest'
import { type Part, personal, say } from '../../src/bot/message.ts'

describe('a part', () => {
  it('is public while all of its values are', () => {
    const part: Part<'public'> = say`开到${'18:00'}`
    expect(part).toEqual({ audience: 'public', text: '开到18:00' })
  })

  it('is personal as soon as one value is, also inside another part', () => {
    expect(say`您有${personal(30)}分`).toEqual({ audience: 'personal', text: '您有30分' })
    expect(say`注意:${say`您有${personal(30)}分`}`.audience).toBe('personal')
  })

  it('cannot be made public by the compiler when a value is personal', () => {
    // @ts-expect-error a personal part is no public part
    const leak: Part<'public'> = say`您有${personal(30)}分`
    expect(leak.audience).toBe('personal')
  })

  it('a personal value shows nothing in templates, logs and JSON', () => {
    const secret = personal('13800138000')
    expect(`${secret} ${JSON.stringify({ secret })}`).toBe('[personal] {"secret":"[personal]"}')
  })
})
