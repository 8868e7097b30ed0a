import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), tailwind()],
  build: { target: 'es2022', sourcemap: false, assetsInlineLimit: 0 },
  // `npm run dev` here, with a server on its default port.
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/agents': 'http://127.0.0.1:3000' } },
});
