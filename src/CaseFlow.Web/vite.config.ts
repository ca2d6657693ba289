import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// During development the API comes from a running server; in production the server serves what is built here.
const server = process.env.CASEFLOW_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@rjsf/validator-ajv8': new URL('src/parts/noAjv.ts', import.meta.url).pathname } },
  build: { outDir: 'dist', sourcemap: false, chunkSizeWarningLimit: 1200, assetsInlineLimit: 0 },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': server, '/openapi': server, '/health': server } },
});
