/** The server as a process of its own: fork this file, send `{ id, command }`, get `{ id, result }` or `{ id, error }`. */
import { type Command, Control } from './control.ts'

export interface Order {
  id: number
  command: Command
}

export interface Outcome {
  id: number
  result?: unknown
  error?: string
}

const control = new Control()

const tell = (outcome: Outcome) => process.send?.(outcome)

process.on('message', ({ id, command }: Order) => {
  control.obey(command).then(
    (result) => {
      tell({ id, result })
      if (command.do === 'stop') process.disconnect?.()
    },
    (error: unknown) => tell({ id, error: error instanceof Error ? error.message : String(error) }),
  )
})

// The forker's end is the end of the server, too.
process.on('disconnect', () => process.exit(0))
