import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { catalogues } from './scripts/catalogues.ts';

/** The SHA-256 of nothing: Fluent's style elements are empty when they are inserted, their rules come through the CSSOM. */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${emptyStyle}`,
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The built page says by itself what it may load, wherever it is served from; the development server needs inline scripts. */
const contentSecurityPolicy: Plugin = {
  name: 'kerbwise-content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
  ],
};

export default defineConfig({
  root: 'src-renderer',
  base: './',
  plugins: [react(), catalogues(), contentSecurityPolicy],
  build: { outDir: '../dist/renderer', emptyOutDir: true, sourcemap: false, target: 'chrome120', modulePreload: { polyfill: false } },
});
