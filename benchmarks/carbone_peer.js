// Carbone Community as a peer: lines of input are {id, source, target}, lines of output {id, error}.
// Run with NODE_PATH at the throw-away folder that carbone is installed in; nothing of it is kept or shipped.
'use strict'
const fs = require('fs')
const readline = require('readline')
const carbone = require('carbone')

carbone.set({ factories: Number(process.argv[2]), startFactory: true, tempPath: process.argv[3] })
const answer = (value) => process.stdout.write(JSON.stringify(value) + '\n')

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, source, target } = JSON.parse(line)
  carbone.convert(fs.readFileSync(source), { convertTo: 'pdf', extension: 'docx' }, (error, pdf) => {
    if (!error) fs.writeFileSync(target, pdf)
    answer({ id, error: error ? String(error) : null })
  })
}).on('close', () => process.exit(0))
