/** Stylesheets are imported for esbuild, which writes them next to the page's script. */
declare module "*.css";
