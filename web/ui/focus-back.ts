import { useEffect, useState } from 'react'

/** Gives the focus back to what opened this once it goes, so that the keyboard goes on where it was. */
export function useFocusBack(): void {
  const [opener] = useState(openerOf)
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === document.body) opener()?.focus({ preventScroll: true })
      })
    },
    [opener],
  )
}

/** What has the focus now; a choice of a menu is gone by then, so the button of the menu stands for it. */
function openerOf(): () => HTMLElement | null {
  const focused = document.activeElement
  const menuButton = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  return () => {
    if (focused instanceof HTMLElement && focused.isConnected && focused !== document.body) return focused
    return menuButton ? document.getElementById(menuButton) : null
  }
}
