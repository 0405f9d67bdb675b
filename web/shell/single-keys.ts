import { useState } from 'react'

const storedAs = 'gantry-single-keys'

/** Whether single keys do something, read at each press. */
export const haveSingleKeys = () => localStorage.getItem(storedAs) !== 'off'

/** The same as a choice of this browser: dictation would press such keys by itself. */
export function useSingleKeys() {
  const [isOn, setOn] = useState(haveSingleKeys)
  const choose = (on: boolean) => {
    localStorage.setItem(storedAs, on ? 'on' : 'off')
    setOn(on)
  }
  return { isOn, choose }
}
