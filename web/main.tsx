import '@fontsource-variable/inter'
import { StrictMode } from 'react'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App } from 'antd'
import { createRoot } from 'react-dom/client'
import { Appearances } from './appearance.tsx'
import { giveNonceToStyles } from './nonce.ts'
import { openQueryClient } from './query-client.ts'
import { openRouter } from './router.ts'
import './styles.css'

giveNonceToStyles()
const client = openQueryClient(() => void router.invalidate())
const router = openRouter(client)

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Appearances>
        <App className="app">
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </App>
      </Appearances>
    </StrictMode>,
  )
}
