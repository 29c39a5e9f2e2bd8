/*! Includes nhsuk-frontend, (c) NHS England, MIT licence */
import { initAll } from 'nhsuk-frontend'

initAll()
