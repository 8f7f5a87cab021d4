/**
 * Points of the countries without a shape at 1:110m, by M49 code: longitude and latitude of the centroid of the largest
 * polygon in Natural Earth 1:10m, from world-atlas 2.0.2. A test recomputes them.
 */
export const smallCountryPoints: Readonly<Record<string, readonly [longitude: number, latitude: number]>> = {
  '016': [-170.7, -14.3], // American Samoa
  '020': [1.6, 42.5], // Andorra
  '028': [-61.8, 17.1], // Antigua and Barb.
  '048': [50.5, 26.1], // Bahrain
  '052': [-59.6, 13.2], // Barbados
  '060': [-64.8, 32.3], // Bermuda
  '086': [72.4, -7.4], // Br. Indian Ocean Ter.
  '092': [-64.6, 18.4], // British Virgin Is.
  '132': [-23.6, 15.1], // Cabo Verde
  '136': [-81.3, 19.3], // Cayman Is.
  '174': [43.3, -11.7], // Comoros
  '184': [-159.8, -21.2], // Cook Is.
  '212': [-61.4, 15.4], // Dominica
  '234': [-7, 62.1], // Faeroe Is.
  '239': [-36.7, -54.4], // S. Geo. and the Is.
  '248': [19.9, 60.2], // Åland
  '258': [-149.4, -17.7], // Fr. Polynesia
  '292': [-5.3, 36.1], // Gibraltar
  '296': [-157.4, 1.8], // Kiribati
  '308': [-61.7, 12.1], // Grenada
  '316': [144.8, 13.4], // Guam
  '334': [73.5, -53.1], // Heard I. and McDonald Is.
  '336': [12.5, 41.9], // Vatican
  '344': [114.2, 22.4], // Hong Kong
  '438': [9.5, 47.1], // Liechtenstein
  '446': [113.6, 22.1], // Macao
  '462': [73, 6.2], // Maldives
  '470': [14.4, 35.9], // Malta
  '480': [57.6, -20.3], // Mauritius
  '492': [7.4, 43.7], // Monaco
  '500': [-62.2, 16.7], // Montserrat
  '520': [166.9, -0.5], // Nauru
  '531': [-69, 12.2], // Curaçao
  '533': [-70, 12.5], // Aruba
  '534': [-63.1, 18], // Sint Maarten
  '570': [-169.9, -19], // Niue
  '574': [168, -29], // Norfolk Island
  '580': [145.7, 15.2], // N. Mariana Is.
  '581': [-162.1, 5.9], // U.S. Minor Outlying Is.
  '583': [158.2, 6.9], // Micronesia
  '584': [171.2, 7.1], // Marshall Is.
  '585': [134.6, 7.5], // Palau
  '612': [-128.3, -24.4], // Pitcairn Is.
  '652': [-62.8, 17.9], // St-Barthélemy
  '654': [-5.7, -16], // Saint Helena
  '659': [-62.8, 17.3], // St. Kitts and Nevis
  '660': [-63.1, 18.2], // Anguilla
  '662': [-61, 13.9], // Saint Lucia
  '663': [-63.1, 18.1], // St-Martin
  '666': [-56.3, 47], // St. Pierre and Miquelon
  '670': [-61.2, 13.3], // St. Vin. and Gren.
  '674': [12.4, 43.9], // San Marino
  '678': [6.6, 0.2], // São Tomé and Principe
  '690': [55.5, -4.7], // Seychelles
  '702': [103.8, 1.4], // Singapore
  '776': [-175.2, -21.2], // Tonga
  '796': [-71.7, 21.8], // Turks and Caicos Is.
  '798': [179.2, -8.5], // Tuvalu
  '831': [-2.6, 49.5], // Guernsey
  '832': [-2.1, 49.2], // Jersey
  '833': [-4.5, 54.2], // Isle of Man
  '850': [-64.8, 17.7], // U.S. Virgin Is.
  '876': [-176.2, -13.3], // Wallis and Futuna Is.
  '882': [-172.4, -13.6], // Samoa
};
