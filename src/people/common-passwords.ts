/**
 * Passwords that are tried first, in small letters and without the digits and signs around them. Only those that are long
 * enough to pass, or become so with a few digits, need to be here; repetitions and series of keys are found by rule.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password passwords passw0rd passwort motdepasse contrasena wachtwoord password1password mypassword yourpassword
  thepassword newpassword oldpassword defaultpassword temppassword temporarypassword testpassword userpassword
  adminpassword rootpassword secretpassword passwordsecret passwordadmin passwordmaster masterpassword
  admin administrator administrators sysadmin systemadmin superadmin superuser adminadmin rootroot root toor
  welcome welcomehome welcometo welcomeback letmein letmeinnow letmeinplease openup opensesame changeme
  changemenow changemeplease pleasechangeme changethis changethispassword
  qwerty qwertyuiop qwertzuiop qwertyqwerty qwertyasdf qwertyasdfgh asdfgh asdfghjkl asdfghjklzxcv zxcvbnm
  iloveyou iloveyousomuch iloveyouforever iloveu lovelovelove loveyou loveyouforever trustno trustnoone
  monkey monkeymonkey dragon dragondragon sunshine sunshinesunshine princess princessprincess football baseball
  basketball superman batman spiderman pokemon starwars maytheforcebewithyou michaeljordan liverpoolfc
  manchesterunited chelseafootballclub jesuschrist jesusislord godislove blessed
  computer internet security secret topsecret supersecret supersecretpassword verysecret mysecret
  correcthorsebatterystaple correcthorse thequickbrownfox thequickbrownfoxjumps loremipsum loremipsumdolor
  helloworld hellohello hello helloeveryone goodmorning whatever whateverwhatever nothing nopassword
  summer winter spring autumn january february march april june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday
  company companyname construction contractor document documents project projects
  procore procoreprocore gantry gantrygantry gantryadmin gantrypassword sharepoint dropbox
  testtesttest testing testuser guest guestguest default defaultdefault demo demodemo example exampleexample
  abcdefg abcdef abc aaaaaa xxxxxx nevergiveup nevergonnagiveyouup donttellanyone`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
