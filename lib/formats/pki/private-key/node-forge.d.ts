// The parts of node-forge are imported one by one, so that a page loads only these. Its types describe the whole.
declare module 'node-forge/lib/forge.js' {
  import forge from 'node-forge'
  export default forge
}
declare module 'node-forge/lib/*.js' {}
