import { defineConfig } from 'vite';

// What a micro-frontend of Open edX is built with, and what its development server is told.
const { APP_ID = 'learner-dashboard', PUBLIC_PATH = '/', MFE_CONFIG_API_URL = '/api/mfe_config/v1', PORT = '1996' } = process.env;

export default defineConfig({
  base: PUBLIC_PATH,
  define: {
    __APP_ID__: JSON.stringify(APP_ID),
    __MFE_CONFIG_API_URL__: JSON.stringify(MFE_CONFIG_API_URL),
  },
  server: { host: true, port: Number(PORT), strictPort: true },
  build: {
    rollupOptions: {
      output: {
        // Names as webpack gives them in Open edX's: whoever serves them knows by the hash that they last.
        hashCharacters: 'hex',
        entryFileNames: '[name].[hash:20].js',
        chunkFileNames: '[name].[hash:20].js',
        assetFileNames: '[name].[hash:20][extname]',
      },
    },
  },
});
