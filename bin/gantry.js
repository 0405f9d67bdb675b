#!/usr/bin/env node
// The command `gantry`: src/main.ts on Node 24.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runOnNode24 } from './with-node24.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
runOnNode24(join(root, 'src', 'main.ts'), process.argv.slice(2))
