from accord.foundation.mail.letters import recipes, write


def written(mail):
    """Give what a mail would say if it left now; None where nobody needs it any more."""
    letter = recipes[mail.recipe](mail.recipe_args)
    return None if letter is None else write(letter, language=mail.language)
