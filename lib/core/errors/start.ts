import { defineErrors } from './define.ts'

/** Errors that keep the program from starting. */
export const startErrors = defineErrors({
  'start.data-folder-in-use': {
    status: 503,
    title: 'The data folder is in use',
    happened: 'Another Mandate already uses the data folder {folder}.',
    remedy: 'Stop the other one, or give this one a folder of its own with MANDATE_DATA.',
  },
  'start.data-folder-unwritable': {
    status: 503,
    title: 'The data folder cannot be written',
    happened: 'Mandate may not write into the data folder {folder} ({reason}).',
    remedy: 'Change the rights of the folder, or name another one with MANDATE_DATA.',
  },
  'start.port-taken': {
    status: 503,
    title: 'The port is taken',
    happened: 'Another program already listens on port {port}.',
    remedy: 'Stop that program, or choose another port with {setting}.',
  },
  'start.port-refused': {
    status: 503,
    title: 'The port cannot be used',
    happened: 'This machine does not let Mandate listen on port {port} ({reason}).',
    remedy: 'Choose another port with {setting}; ports below 1024 often need special rights.',
  },
  'start.database-unreachable': {
    status: 503,
    title: 'The database does not answer',
    happened: 'The database named by DATABASE_URL could not be opened ({reason}).',
    remedy: 'Check that it runs, and the address, user and password in DATABASE_URL.',
  },
  'start.master-key-wrong': {
    status: 503,
    title: 'The master key does not fit',
    happened: 'The keys in the database were sealed with another master key.',
    remedy: 'Give the MANDATE_MASTER_KEY, or the data folder, that belongs to this database.',
  },
  'start.master-key-unreadable': {
    status: 503,
    title: 'The master key cannot be read',
    happened: 'The master key in {place} cannot be used ({reason}).',
    remedy:
      'Put the right key back. Without it the keys in the database cannot be opened; never make a new one beside an old database.',
  },
  'start.key-store-unreachable': {
    status: 503,
    side: 'receiver',
    title: 'The key store does not answer',
    happened: 'The key store (PKCS#11) that keeps the key of the certification authority failed: {reason}.',
    remedy:
      'Check MANDATE_CA_PKCS11 and MANDATE_CA_PKCS11_PIN, that the device is there, and that the program pkcs11-tool (OpenSC) is installed.',
  },
  'start.sub-key-elsewhere': {
    status: 503,
    title: 'The key of the certification authority is elsewhere',
    happened: 'The certification authority was made with its key {place}, and the settings say otherwise.',
    remedy: 'Set MANDATE_CA_PKCS11 as it was when this database was made.',
  },
  'start.sub-waiting': {
    status: 409,
    title: 'A new Sub CA is waiting already',
    happened: 'The Sub CA {number} was made on {date} and does not issue yet.',
    remedy: 'Wait until it issues, a day after it was made, before making another one.',
  },
  'start.token-key-waiting': {
    status: 409,
    title: 'A new token signing key is waiting already',
    happened: 'A new token signing key was made on {date}. It signs from {from}.',
    remedy: 'Wait until it signs before you make another one. If the present key is stolen, say so with --stolen.',
  },
  'start.key-missing': {
    status: 503,
    title: 'A key is missing',
    happened: 'The database has a certification authority, but not its key "{name}".',
    remedy: 'Restore the database from a whole backup.',
  },
})
