/** Movements that nothing is done to until staff decided what somebody objected to. */
export { freeze, frozenAmong, thaw } from './store.ts'
