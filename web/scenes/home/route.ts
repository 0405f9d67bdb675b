import { createRoute, redirect } from '@tanstack/react-router'
import { inside } from '../../root.tsx'

/** The bare address leads to the first page. */
export const homeRoute = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/overview' })
  },
})
