/** A country as the registry lists it: code and name of the Standard Australian Classification of Countries. */
export type Country = { readonly code: string; readonly name: string; readonly isCurrent: boolean }

const listed = `1101 Australia|1102 Norfolk Island|1201 New Zealand|1301 New Caledonia|1302 Papua New Guinea|1303 Solomon Islands|1304 Vanuatu|1401 Guam|1402 Kiribati|1403 Marshall Islands|1404 Micronesia, Federated States of|1405 Nauru|1406 Northern Mariana Islands|1407 Palau|1501 Cook Islands|1502 Fiji|1503 French Polynesia|1504 Niue|1505 Samoa|1506 Samoa, American|1507 Tokelau|1508 Tonga|1511 Tuvalu|1512 Wallis and Futuna
2102 England|2103 Isle of Man|2104 Northern Ireland|2105 Scotland|2106 Wales|2201 Ireland|2301 Austria|2302 Belgium|2303 France|2304 Germany|2305 Liechtenstein|2306 Luxembourg|2307 Monaco|2308 Netherlands|2311 Switzerland|2401 Denmark|2402 Faroe Islands|2403 Finland|2404 Greenland|2405 Iceland|2406 Norway|2407 Sweden
3101 Andorra|3102 Gibraltar|3103 Holy See|3104 Italy|3105 Malta|3106 Portugal|3107 San Marino|3108 Spain|3201 Albania|3202 Bosnia and Herzegovina|3203 Bulgaria|3204 Croatia|3205 Cyprus|3206 North Macedonia|3207 Greece|3208 Moldova|3211 Romania|3212 Slovenia|3214 Montenegro|3215 Serbia|3216 Kosovo|3301 Belarus|3302 Czechia|3303 Estonia|3304 Hungary|3305 Latvia|3306 Lithuania|3307 Poland|3308 Russian Federation|3311 Slovakia|3312 Ukraine
4101 Algeria|4102 Egypt|4103 Libya|4104 Morocco|4105 Sudan|4106 Tunisia|4111 South Sudan|4201 Bahrain|4203 Iran|4204 Iraq|4205 Israel|4206 Jordan|4207 Kuwait|4208 Lebanon|4211 Oman|4212 Qatar|4213 Saudi Arabia|4214 Syria|4215 Türkiye|4216 United Arab Emirates|4217 Yemen
5101 Myanmar|5102 Cambodia|5103 Laos|5104 Thailand|5105 Vietnam|5201 Brunei Darussalam|5202 Indonesia|5203 Malaysia|5204 Philippines|5205 Singapore|5206 Timor-Leste|6101 China|6102 Hong Kong|6103 Macau|6104 Mongolia|6105 Taiwan|6201 Japan|6202 Korea, North|6203 Korea, South
7101 Bangladesh|7102 Bhutan|7103 India|7104 Maldives|7105 Nepal|7106 Pakistan|7107 Sri Lanka|7201 Afghanistan|7202 Armenia|7203 Azerbaijan|7204 Georgia|7205 Kazakhstan|7206 Kyrgyzstan|7207 Tajikistan|7208 Turkmenistan|7211 Uzbekistan
8102 Canada|8104 United States of America|8201 Argentina|8202 Bolivia|8203 Brazil|8204 Chile|8205 Colombia|8206 Ecuador|8211 Paraguay|8212 Peru|8213 Suriname|8215 Uruguay|8216 Venezuela|8306 Mexico
9115 Ghana|9118 Liberia|9124 Nigeria|9126 Senegal|9127 Sierra Leone|9206 Eritrea|9207 Ethiopia|9208 Kenya|9212 Madagascar|9213 Malawi|9214 Mauritius|9216 Mozambique|9217 Namibia|9221 Rwanda|9223 Seychelles|9224 Somalia|9225 South Africa|9226 Eswatini|9227 Tanzania|9228 Uganda|9231 Zambia|9232 Zimbabwe`

/** No longer a country; a student may still have been born there. */
const former = '3213 Serbia and Montenegro'

/** The countries of the registry, in the order of their codes. */
export const countries: readonly Country[] = [
  ...listed.split(/[|\n]/).map((row) => country(row, true)),
  country(former, false),
].sort((a, b) => a.code.localeCompare(b.code))

const byCode = new Map(countries.map((one) => [one.code, one]))

/** The country with a code of four digits. */
export function countryOf(code: string): Country | undefined {
  return byCode.get(code.trim())
}

function country(row: string, isCurrent: boolean): Country {
  return { code: row.slice(0, 4), name: row.slice(5), isCurrent }
}
