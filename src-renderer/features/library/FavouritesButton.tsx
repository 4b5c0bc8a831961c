/** Shows the favourites alone, or all. */

import { Heart } from 'lucide-react';
import { useApp, useLibrary } from '../../app/context.ts';
import { IconButton } from '../../components/Button.tsx';

export function FavouritesButton() {
  const { library } = useApp();
  const favourites = useLibrary((state) => state.favourites);
  return (
    <IconButton
      label={favourites ? 'Show all' : 'Show favourites only'}
      pressed={favourites}
      icon={<Heart size={16} />}
      onClick={() => library.showFavourites(!favourites)}
    />
  );
}
