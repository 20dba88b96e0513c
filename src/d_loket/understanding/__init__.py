"""`IncomingMail` + `Rulebook` + `Event` → `Understanding`: a spaCy pipeline, a component per kind of finding."""
