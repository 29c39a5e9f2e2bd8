/*! Includes nhsuk-frontend, (c) NHS England, MIT licence */
import { initAll } from 'nhsuk-frontend'
import { offerPasskeys } from './passkeys.js'

initAll()
offerPasskeys()
