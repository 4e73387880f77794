import type { NextConfig } from 'next'

/**
 * Pages run beside server.ts in one process, so what holds state (the database, the token library) stays outside the
 * bundle and is loaded from node_modules by both.
 */
const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  // `npm test` checks the types of the whole tree; a build that repeats it only makes `npm start` slower.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  // Browsers ask for it of their own accord, also on pages that name no icon.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  serverExternalPackages: [
    '@electric-sql/pglite',
    'pglite-prisma-adapter',
    '@prisma/client',
    '@prisma/adapter-pg',
    '@prisma/schema-engine-wasm',
    'oidc-provider',
  ],
}

export default config
