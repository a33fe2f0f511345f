/** The words about 收到 in a person's file. */

export const keptLine = (count: number): string => `回过“收到”的通知：${count}条`
export const keptTitle = '回过“收到”的通知'
